-- Locales of the city. `fallback` is a flat list of known tags.

CREATE TABLE locale (
  tag {key} NOT NULL PRIMARY KEY,
  position {int} NOT NULL,
  fallback {json} NOT NULL,
  is_source {bool} NOT NULL,
  is_enabled {bool} NOT NULL
) {table};
INSERT INTO locale (tag, position, fallback, is_source, is_enabled) VALUES
  ('de', 1, '[]', TRUE, TRUE),
  ('de-simple', 2, '["de"]', FALSE, TRUE),
  ('en', 3, '["de"]', FALSE, TRUE);

-- What all content shares.

CREATE TABLE content (
  id {uuid} NOT NULL PRIMARY KEY,
  kind {key} NOT NULL CHECK (kind IN ('department', 'staff_member', 'responsibility', 'office', 'page')),
  version {int} NOT NULL,
  source_locale {key} NOT NULL REFERENCES locale (tag),
  created_at {time} NOT NULL,
  changed_at {time} NOT NULL,
  first_published_at {time},
  last_published_at {time},
  deleted_at {time}
) {table};
CREATE INDEX content_by_publication ON content (kind, last_published_at, id);

-- Who may do what.

CREATE TABLE account (
  id {uuid} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  email {key} UNIQUE,
  password_hash {text},
  created_at {time} NOT NULL,
  disabled_at {time},
  erased_at {time}
) {table};
CREATE TABLE account_grant (
  id {uuid} NOT NULL PRIMARY KEY,
  account_id {uuid} NOT NULL REFERENCES account (id),
  role {key} NOT NULL CHECK (role IN ('translator', 'editor', 'publisher', 'admin')),
  department_id {uuid} REFERENCES content (id),
  locales {json},
  created_at {time} NOT NULL
) {table};
CREATE INDEX account_grant_by_account ON account_grant (account_id);
CREATE INDEX account_grant_by_department ON account_grant (department_id);
CREATE TABLE token (
  id {uuid} NOT NULL PRIMARY KEY,
  account_id {uuid} NOT NULL REFERENCES account (id),
  name {text} NOT NULL,
  hash {bytes} NOT NULL UNIQUE,
  grants {json},
  created_at {time} NOT NULL,
  expires_at {time},
  revoked_at {time}
) {table};
CREATE INDEX token_by_account ON token (account_id);

-- The nouns' facts, a row a stage. `version` is the content's version in which these facts last changed.

CREATE TABLE department (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  version {int} NOT NULL,
  slug {key} NOT NULL,
  parent_id {uuid} REFERENCES content (id),
  position {key} NOT NULL,
  street {text},
  postal_code {text},
  city {text},
  country {text},
  building {text},
  room {text},
  phone {key},
  fax {key},
  email {key},
  website {text},
  latitude {float},
  longitude {float},
  opening_hours {text},
  is_by_appointment {bool} NOT NULL,
  PRIMARY KEY (content_id, stage)
) {clustered};
CREATE UNIQUE INDEX department_by_slug ON department (stage, slug);
CREATE INDEX department_by_phone ON department (stage, phone);
CREATE INDEX department_by_fax ON department (stage, fax);
CREATE INDEX department_by_parent ON department (parent_id, stage, position, content_id);

CREATE TABLE staff_member (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  version {int} NOT NULL,
  department_id {uuid} NOT NULL REFERENCES content (id),
  position {key} NOT NULL,
  given_name {text} NOT NULL,
  family_name {text} NOT NULL,
  academic_title {text},
  salutation {key} CHECK (salutation IN ('ms', 'mr')),
  street {text},
  postal_code {text},
  city {text},
  country {text},
  building {text},
  room {text},
  phone {key},
  fax {key},
  email {key},
  opening_hours {text},
  is_by_appointment {bool} NOT NULL,
  PRIMARY KEY (content_id, stage)
) {clustered};
CREATE INDEX staff_member_by_department ON staff_member (department_id, stage, position, content_id);
CREATE INDEX staff_member_by_email ON staff_member (stage, email);
CREATE INDEX staff_member_by_phone ON staff_member (stage, phone);
CREATE INDEX staff_member_by_fax ON staff_member (stage, fax);

CREATE TABLE responsibility (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  version {int} NOT NULL,
  duties_version {int} NOT NULL,
  slug {key} NOT NULL,
  department_id {uuid} NOT NULL REFERENCES content (id),
  position {key} NOT NULL,
  PRIMARY KEY (content_id, stage)
) {clustered};
CREATE UNIQUE INDEX responsibility_by_slug ON responsibility (stage, slug);
CREATE INDEX responsibility_by_department ON responsibility (department_id, stage, position, content_id);

CREATE TABLE office (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  version {int} NOT NULL,
  run_by_version {int} NOT NULL,
  slug {key} NOT NULL,
  department_id {uuid} NOT NULL REFERENCES content (id),
  position {key} NOT NULL,
  street {text},
  postal_code {text},
  city {text},
  country {text},
  phone {key},
  fax {key},
  email {key},
  website {text},
  opening_hours {text},
  is_by_appointment {bool} NOT NULL,
  PRIMARY KEY (content_id, stage)
) {clustered};
CREATE UNIQUE INDEX office_by_slug ON office (stage, slug);
CREATE INDEX office_by_phone ON office (stage, phone);
CREATE INDEX office_by_fax ON office (stage, fax);
CREATE INDEX office_by_department ON office (department_id, stage, position, content_id);

CREATE TABLE page (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  version {int} NOT NULL,
  contacts_version {int} NOT NULL,
  links_version {int} NOT NULL,
  department_id {uuid} NOT NULL REFERENCES content (id),
  parent_id {uuid} REFERENCES content (id),
  position {key} NOT NULL,
  PRIMARY KEY (content_id, stage)
) {clustered};
CREATE INDEX page_by_department ON page (department_id, stage, position, content_id);
CREATE INDEX page_by_parent ON page (parent_id, stage, position, content_id);

CREATE TABLE page_slug (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  locale {key} NOT NULL REFERENCES locale (tag),
  version {int} NOT NULL,
  slug {key} NOT NULL,
  PRIMARY KEY (content_id, stage, locale)
) {clustered};
-- Derived from slugs and the tree; being unique, it also keeps siblings apart.
CREATE TABLE page_path (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  locale {key} NOT NULL REFERENCES locale (tag),
  path {key} NOT NULL,
  PRIMARY KEY (content_id, stage, locale)
) {clustered};
CREATE UNIQUE INDEX page_path_by_path ON page_path (stage, path);
CREATE TABLE page_former_path (
  path {key} NOT NULL PRIMARY KEY,
  locale {key} NOT NULL REFERENCES locale (tag),
  content_id {uuid} NOT NULL REFERENCES content (id),
  retired_at {time} NOT NULL
) {clustered};
CREATE INDEX page_former_path_by_content ON page_former_path (content_id);

-- Relations, each drafted and published with its owner (the first column).

CREATE TABLE duty (
  responsibility_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  staff_member_id {uuid} NOT NULL REFERENCES content (id),
  role {key} NOT NULL CHECK (role IN ('responsible', 'deputy')),
  position {int} NOT NULL,
  PRIMARY KEY (responsibility_id, stage, staff_member_id)
) {clustered};
CREATE INDEX duty_by_staff_member ON duty (staff_member_id, stage, responsibility_id);
CREATE TABLE office_run_by (
  office_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  staff_member_id {uuid} NOT NULL REFERENCES content (id),
  position {int} NOT NULL,
  PRIMARY KEY (office_id, stage, staff_member_id)
) {clustered};
CREATE INDEX office_run_by_by_staff_member ON office_run_by (staff_member_id, stage, office_id);
CREATE TABLE page_contact (
  page_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  staff_member_id {uuid} NOT NULL REFERENCES content (id),
  position {int} NOT NULL,
  PRIMARY KEY (page_id, stage, staff_member_id)
) {clustered};
CREATE INDEX page_contact_by_staff_member ON page_contact (staff_member_id, stage, page_id);
CREATE TABLE related_link (
  id {uuid} NOT NULL,
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  page_id {uuid} NOT NULL REFERENCES content (id),
  position {int} NOT NULL,
  target_id {uuid} REFERENCES content (id),
  url {text},
  PRIMARY KEY (id, stage),
  CHECK ((target_id IS NULL) <> (url IS NULL))
) {clustered};
CREATE INDEX related_link_by_page ON related_link (page_id, stage, position);
CREATE INDEX related_link_by_target ON related_link (target_id, stage);

-- The texts of all nouns. `item` is the link whose label it is, else nil; `digest` is that of `value`;
-- `source_*` name the text that this one was made from, null where it was made from none.

CREATE TABLE translation (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  locale {key} NOT NULL REFERENCES locale (tag),
  field {key} NOT NULL,
  item {uuid} NOT NULL,
  version {int} NOT NULL,
  value {text} NOT NULL,
  digest {key} NOT NULL,
  origin {key} NOT NULL CHECK (origin IN ('human', 'machine', 'imported')),
  source_locale {key} REFERENCES locale (tag),
  source_digest {key},
  source_version {int},
  changed_at {time} NOT NULL,
  changed_by {uuid} REFERENCES account (id),
  PRIMARY KEY (content_id, stage, locale, field, item)
) {clustered};
-- The label of each content as each locale's chain resolves it: in order, and folded for filters. Derived.
CREATE TABLE label (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  locale {key} NOT NULL REFERENCES locale (tag),
  kind {key} NOT NULL,
  sort_key {bytes} NOT NULL,
  folded {key} NOT NULL,
  folded_umlaut {key} NOT NULL,
  PRIMARY KEY (content_id, stage, locale)
) {clustered};
CREATE INDEX label_by_sort_key ON label (stage, locale, kind, sort_key, content_id);
CREATE INDEX label_by_folded ON label (stage, locale, kind, folded);
CREATE INDEX label_by_folded_umlaut ON label (stage, locale, kind, folded_umlaut);
-- Where each content stands in the tree of departments, depth first. Derived.
CREATE TABLE tree_place (
  content_id {uuid} NOT NULL REFERENCES content (id),
  stage {key} NOT NULL CHECK (stage IN ('draft', 'live')),
  kind {key} NOT NULL,
  key {key} NOT NULL,
  PRIMARY KEY (content_id, stage)
) {clustered};
CREATE INDEX tree_place_by_key ON tree_place (stage, kind, key, content_id);

-- History and the outbox.

CREATE TABLE revision (
  content_id {uuid} NOT NULL REFERENCES content (id),
  version {int} NOT NULL,
  at {time} NOT NULL,
  account_id {uuid} REFERENCES account (id),
  verb {key} NOT NULL,
  locales {json},
  format {int},
  snapshot {json},
  erased_at {time},
  PRIMARY KEY (content_id, version)
) {table};
CREATE TABLE event (
  cursor {int} NOT NULL PRIMARY KEY,
  at {time} NOT NULL,
  content_id {uuid} REFERENCES content (id),
  kind {key},
  verb {key} NOT NULL,
  version {int},
  locales {json}
) {table};
CREATE INDEX event_by_content ON event (content_id);
CREATE TABLE event_counter (
  id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  cursor {int} NOT NULL
) {table};
INSERT INTO event_counter (id, cursor) VALUES (1, 0);

CREATE TABLE planned_step (
  id {uuid} NOT NULL PRIMARY KEY,
  verb {key} NOT NULL CHECK (verb IN ('publish', 'unpublish')),
  at {time} NOT NULL,
  has_facts {bool} NOT NULL,
  locales {json} NOT NULL,
  accepts_in_use {bool} NOT NULL,
  account_id {uuid} REFERENCES account (id),
  state {key} NOT NULL CHECK (state IN ('planned', 'done', 'cancelled', 'failed')),
  problems {json},
  created_at {time} NOT NULL,
  ended_at {time}
) {table};
CREATE INDEX planned_step_due ON planned_step (state, at);
CREATE TABLE planned_step_item (
  step_id {uuid} NOT NULL REFERENCES planned_step (id),
  content_id {uuid} NOT NULL REFERENCES content (id),
  version {int} NOT NULL,
  PRIMARY KEY (step_id, content_id)
) {clustered};
CREATE INDEX planned_step_item_by_content ON planned_step_item (content_id);
