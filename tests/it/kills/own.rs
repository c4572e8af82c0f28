//! A content that one client alone changes: what it says, how that is sent, and how it is read again.

use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Department,
    StaffMember,
    Responsibility,
    Office,
    Page,
}

/// The kinds that stand in a department and have nothing below them but a page's pages.
pub const WITHIN_DEPARTMENTS: [Kind; 4] = [Kind::StaffMember, Kind::Responsibility, Kind::Office, Kind::Page];

impl Kind {
    /// As mutations and their payloads call it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::StaffMember => "staffMember",
            Self::Responsibility => "responsibility",
            Self::Office => "office",
            Self::Page => "page",
        }
    }

    /// The list with everything of the kind, and the filter by its name.
    pub const fn list(self) -> (&'static str, &'static str) {
        match self {
            Self::Department => ("departments", "name"),
            Self::StaffMember => ("staff", "name"),
            Self::Responsibility => ("responsibilities", "title"),
            Self::Office => ("offices", "name"),
            Self::Page => ("pages", "title"),
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Department | Self::Office => "name",
            Self::StaffMember => "roleTitle",
            Self::Responsibility | Self::Page => "title",
        }
    }

    /// Whether it names members of the staff.
    pub const fn names_people(self) -> bool {
        matches!(self, Self::Responsibility | Self::Office)
    }

    fn of(node: &Value) -> Self {
        match node["kind"].as_str().expect("a content has a kind") {
            "DEPARTMENT" => Self::Department,
            "STAFF_MEMBER" => Self::StaffMember,
            "RESPONSIBILITY" => Self::Responsibility,
            "OFFICE" => Self::Office,
            "PAGE" => Self::Page,
            other => panic!("no kind of content: {other}"),
        }
    }
}

/// What a content says, on the desk or in public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The word that stands in all its facts and texts since they were last written; several where they disagree.
    pub mark: String,
    pub department: Option<String>,
    /// Of departments and pages: the one above.
    pub parent: Option<String>,
    /// Who carries or runs it.
    pub people: Vec<String>,
}

impl Face {
    /// What it stands directly below.
    pub fn above(&self) -> &str {
        self.parent.as_deref().or(self.department.as_deref()).expect("it stands below something")
    }

    pub fn refers_to(&self, id: &str) -> bool {
        let ends = self.department.iter().chain(&self.parent).chain(&self.people);
        ends.into_iter().any(|end| end == id)
    }

    /// What readers see of it while `is_there` says what else they see.
    pub fn shown(&self, is_there: impl Fn(&str) -> bool) -> Self {
        Self {
            mark: self.mark.clone(),
            department: self.department.clone().filter(|id| is_there(id)),
            parent: self.parent.clone().filter(|id| is_there(id)),
            people: self.people.iter().filter(|id| is_there(id)).cloned().collect(),
        }
    }

    /// Facts, relations and texts as a mutation takes them, without the place.
    pub fn input(&self, kind: Kind) -> Value {
        let mark = &self.mark;
        let texts = ["de", "en"].map(|locale| json!({ "locale": locale, kind.text(): mark }));
        let mut input = match kind {
            Kind::Department => json!({ "slug": mark, "building": mark }),
            Kind::StaffMember => json!({ "givenName": mark, "familyName": mark, "building": mark }),
            Kind::Responsibility => {
                let duty = |id: &String| json!({ "staffMember": id, "role": role(mark) });
                json!({ "slug": mark, "duties": self.people.iter().map(duty).collect::<Vec<_>>() })
            }
            Kind::Office => json!({ "slug": mark, "runBy": self.people }),
            Kind::Page => json!({
                "slugs": [{ "locale": "de", "slug": mark }],
                "relatedLinks": [{ "url": "https://example.org/", "labels": [{ "locale": "de", "label": mark }] }],
            }),
        };
        input["texts"] = json!(texts);
        input
    }

    /// What an answer to [`FIELDS`] says; null where there is nothing.
    pub fn read(node: &Value) -> Option<Self> {
        if node.is_null() {
            return None;
        }
        let kind = Kind::of(node);
        let id = |value: &Value| value["id"].as_str().map(str::to_owned);
        let ids = |list: &Value| list.as_array().into_iter().flatten().filter_map(id).collect::<Vec<_>>();
        let people = match kind {
            Kind::Responsibility => node["duties"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|duty| id(&duty["staffMember"]))
                .collect(),
            _ => ids(&node["runBy"]),
        };
        Some(Self {
            mark: mark(node, kind),
            department: id(&node["department"]),
            parent: id(&node["above"]),
            people,
        })
    }
}

/// The role of everybody who carries a responsibility: it changes with the mark, as everything does.
fn role(mark: &str) -> &'static str {
    if mark.ends_with(['0', '2', '4', '6', '8']) { "RESPONSIBLE" } else { "DEPUTY" }
}

/// The word that stands in everything of a content, several where they disagree.
fn mark(node: &Value, kind: Kind) -> String {
    let facts: &[&str] = match kind {
        Kind::Department => &["/slug", "/building"],
        Kind::StaffMember => &["/givenName", "/familyName", "/building"],
        Kind::Responsibility | Kind::Office => &["/slug"],
        Kind::Page => &["/page_slug", "/relatedLinks/0/label/value"],
    };
    let places = facts.iter().chain(&["/de/value", "/en/value"]);
    let mut marks: Vec<String> =
        places.map(|place| node.pointer(place).unwrap_or(&Value::Null).to_string()).collect();
    marks.dedup();
    let mark = marks.join(" and ").replace('"', "");
    let has_one_link = node["relatedLinks"].as_array().is_none_or(|links| links.len() == 1);
    let has_one_role =
        node["duties"].as_array().is_none_or(|duties| duties.iter().all(|duty| duty["role"] == role(&mark)));
    let is_complete = node["en"]["lang"] == "en" && has_one_link && has_one_role;
    format!("{mark}{}", if is_complete { "" } else { " and more or less" })
}

/// What [`Face::read`] reads, of contents by their ids; `DESK` stands for what only the desk has.
pub const FIELDS: &str = r#"nodes(ids: $ids) {
    ... on Content { id kind DESK }
    ... on Department { slug building above: parent { id } de: name(locale: "de") { value lang } en: name(locale: "en") { value lang } }
    ... on StaffMember { givenName familyName building department { id } de: roleTitle(locale: "de") { value lang } en: roleTitle(locale: "en") { value lang } }
    ... on Responsibility { slug department { id } duties { role staffMember { id } } de: title(locale: "de") { value lang } en: title(locale: "en") { value lang } }
    ... on Office { slug department { id } runBy { id } de: name(locale: "de") { value lang } en: name(locale: "en") { value lang } }
    ... on Page { page_slug: slug(locale: "de") department { id } above: parent { id } de: title(locale: "de") { value lang }
        en: title(locale: "en") { value lang } relatedLinks { url label(locale: "de") { value } } }
}"#;

/// A content that only this client changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub id: String,
    pub kind: Kind,
    pub version: i64,
    pub draft: Face,
    /// What is public of it.
    pub live: Option<Face>,
    /// Whether it was moved since it was published: then it may stand elsewhere among its siblings, which no face shows.
    pub is_moved: bool,
}

impl Own {
    /// A new draft, whose id is not known yet.
    pub fn new(kind: Kind, mark: &str, above: &Own, people: Vec<String>) -> Self {
        let (department, parent) = match above.kind {
            Kind::Page => (above.draft.department.clone(), Some(above.id.clone())),
            _ => (Some(above.id.clone()), None),
        };
        let draft = Face { mark: mark.to_owned(), department, parent, people };
        Self { id: String::new(), kind, version: 1, draft, live: None, is_moved: false }
    }

    /// The next version of its draft.
    pub fn rewrite(&mut self, mark: &str, people: &[String]) {
        self.version += 1;
        mark.clone_into(&mut self.draft.mark);
        people.clone_into(&mut self.draft.people);
    }

    /// What is so already is left alone.
    pub fn publish(&mut self, face: &Face) {
        if self.live.as_ref() != Some(face) {
            self.version += 1;
            self.live = Some(face.clone());
            self.is_moved = false;
        }
    }

    pub fn unpublish(&mut self) {
        self.version += 1;
        self.live = None;
    }

    /// Whether nobody can tell from its faces if publishing it would change anything.
    pub fn may_be_live(&self) -> bool {
        self.is_moved && self.live.as_ref() == Some(&self.draft)
    }
}
