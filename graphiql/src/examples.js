// The worked examples, one tab each, in the order in which a newcomer meets them. GraphiQL names a tab after its
// operation; the title becomes the first comment. A variable or header left out leaves its pane empty.
//
// Where a variable says "put the id here", another operation of the tab finds it, in a field of the variable's name;
// `version` it finds too. The test `graphiql_examples` reads this file and runs every operation that way. It reads no
// backslash and no `${` in a query, and knows what `newYear` is.

const token = { Authorization: 'Bearer put the token here' };

// Steps are planned for times to come only.
const newYear = `${new Date().getUTCFullYear() + 1}-01-01T00:00:00Z`;

export const examples = [
  {
    title: 'The contact page of a department, in one request',
    query: `
# Facts (phones, rooms, who does what) have no language;
# each text says which language it is truly in.
query ContactPage($locale: Locale!) {
  department(by: { slug: "migration-integration" }, locale: $locale) {
    name { value lang }
    address { lines }
    phone { national uri }
    fax { national }
    staff(first: 10) {
      nodes {
        displayName { value }
        roleTitle { value lang isFallback }
        phone { national }
        fax { national }
        building
        room
        openingHours {
          text { value }
          isOpen
          nextChange
        }
        duties {
          role
          responsibility { title { value lang } }
        }
      }
    }
    offices {
      nodes {
        slug
        name { value lang }
      }
    }
    pages(first: 5) {
      nodes {
        path
        title { value lang }
        body {
          html
          outline { level text }
        }
        relatedLinks {
          label { value }
          url
        }
      }
    }
  }
}`,
    variables: { locale: 'en' },
  },
  {
    title: 'One department in three languages at once',
    query: `
# A field's own locale overrides the one asked for above it;
# an alias gives each language a place of its own.
query ThreeLanguages {
  department(by: { slug: "migration-integration" }) {
    room
    availableLocales
    de: name(locale: "de") { value lang }
    en: name(locale: "en") { value lang isFallback }
    plain: name(locale: "de-simple") { value lang isFallback }
    deDescription: description(locale: "de") { plain lang }
    enDescription: description(locale: "en") { plain lang isFallback isOutdated }
    plainDescription: description(locale: "de-simple") { plain lang isFallback isOutdated }
  }
}`,
  },
  {
    title: 'With and without fallback to another language',
    query: `
# Each locale has a chain of others to fall back to. A request
# may replace it; the empty list means: this language or null.
query Fallback($locale: Locale!) {
  withChain: department(by: { slug: "migration-integration" }, locale: $locale) {
    name { value lang isFallback }
    staff(first: 10) {
      nodes {
        familyName
        roleTitle { value lang isFallback }
      }
    }
  }
  strictly: department(by: { slug: "migration-integration" }, locale: $locale, fallback: []) {
    name { value lang isFallback }
    staff(first: 10) {
      nodes {
        familyName
        roleTitle { value lang isFallback }
      }
    }
  }
}`,
    variables: { locale: 'de-simple' },
  },
  {
    title: 'One letter of the A–Z register of people',
    query: `
# Umlauts and ß are found in either spelling: try "O" or "Oe".
# For the next page put endCursor into "after".
query Register($letter: String!, $after: String, $locale: Locale!) {
  staff(
    filter: { name: { startsWith: $letter } }
    first: 5
    after: $after
    locale: $locale
  ) {
    totalCount
    nodes {
      displayName { value }
      roleTitle { value }
      department { name { value } }
      phone { national }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: { letter: 'M', after: null, locale: 'de' },
  },
  {
    title: 'Who is responsible, and who stands in',
    query: `
# Part of the title is enough. The number is the person's own,
# or the department's where there is none.
query WhoIsResponsible($for: String!, $locale: Locale!) {
  responsibilities(filter: { title: { contains: $for } }, locale: $locale) {
    totalCount
    nodes {
      title { value lang }
      department { name { value } }
      duties {
        role
        staffMember {
          displayName { value }
          phone { national uri }
          room
        }
      }
    }
  }
}`,
    variables: { for: 'archiv', locale: 'de' },
  },
  {
    title: 'Opening hours in words and as a calendar',
    query: `
# A rule, in words of each language, and day by day with the
# holidays of the city's Land. Without "at" it is now.
query OpeningHours($from: Date!, $locale: Locale!) {
  staff(
    first: 1
    filter: { department: { slugs: ["buergeramt"] } }
    locale: $locale
  ) {
    nodes {
      displayName { value }
      openingHours {
        rule
        text { value lang }
        deutsch: text(locale: "de") { value }
        isOpen
        nextChange
        days(from: $from, count: 7) {
          date
          holidayName { value }
          intervals { from to startsAt endsAt }
        }
      }
    }
  }
}`,
    variables: { from: '2026-12-21', locale: 'en' },
  },
  {
    title: 'Who is on this line, and which office is the nearest',
    query: `
# A number in any usual spelling: its own users, and those
# who have none of their own in a department that has it.
query LinesAndPlaces($number: String!, $latitude: Float!, $longitude: Float!) {
  phoneUsers(number: $number) {
    number { international uri }
    departments { nodes { name { value } } }
    staff {
      totalCount
      nodes { displayName { value } }
    }
    offices { nodes { name { value } } }
  }
  departments(
    first: 3
    orderBy: { field: DISTANCE, from: { latitude: $latitude, longitude: $longitude } }
  ) {
    nodes {
      name { value }
      address { lines }
      distance(from: { latitude: $latitude, longitude: $longitude })
    }
  }
}`,
    variables: { number: '0711 3512-2876', latitude: 50, longitude: 10 },
  },
  {
    title: 'vCard, JSON-LD and a table of staff',
    query: `
# Files for those who speak no GraphQL:
# /export/departments/buergeramt.vcf, .jsonld, /export/staff.csv
query Outputs($slug: String!, $locale: Locale!) {
  department(by: { slug: $slug }, locale: $locale) {
    vcard
    jsonLd
  }
  staffCsv(
    filter: { department: { slugs: [$slug] } }
    locale: $locale
    separator: SEMICOLON
  ) {
    text
  }
}`,
    variables: { slug: 'buergeramt', locale: 'en' },
  },
  {
    title: 'The departments, as the tree is read',
    query: `
# Counted for each department too; a hundred departments take
# as many SQL statements as three.
query Departments($locale: Locale!) {
  departments(orderBy: { field: TREE }, first: 100, locale: $locale) {
    totalCount
    nodes {
      slug
      name { value }
      ancestors { slug }
      staff(first: 3, orderBy: { field: FAMILY_NAME }) {
        totalCount
        nodes { displayName { value } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: { locale: 'en' },
  },
  {
    title: 'A page by its path, as HTML, as plain text and as an outline',
    query: `
# In English: "/en/migration-integration/tasks-and-targets"
query PageByPath($path: String!, $locale: Locale!) {
  page(by: { path: $path }, locale: $locale) {
    path
    availableLocales
    title { value lang dir }
    body {
      lang
      isFallback
      isOutdated
      html
      plain
      outline { level text }
    }
    contacts {
      displayName { value }
      phone { international uri }
    }
  }
}`,
    variables: { path: '/de/migration-integration/aufgaben-und-ziele', locale: 'de' },
  },
  {
    title: 'The languages that this city speaks',
    query: `
# For a language switcher: each language in its own words,
# its direction, and what it falls back to.
query Locales {
  locales {
    tag
    nativeName
    name(in: "en")
    dir
    isSource
    fallback
  }
}`,
  },
  {
    title: 'Any object by its id',
    query: `
# Ids are unique over all kinds. Run AnId for the id of the
# department, put it into the variables, then run NodeById.
query NodeById($id: ID!, $locale: Locale) {
  node(id: $id, locale: $locale) {
    __typename
    id
    ... on Content {
      kind
      locale
      label { value lang }
      updatedAt
      availableLocales
    }
    ... on Department {
      slug
      phone { national international uri }
    }
  }
}

query AnId {
  department(by: { slug: "migration-integration" }) { id }
}`,
    variables: { id: 'put the id here', locale: 'en' },
  },
  {
    title: 'For editors: sign in',
    query: `
# The token goes into the pane Headers below, as
#   {"Authorization": "Bearer wgw_…"}
# here and in each tab that follows. Then load the documentation
# anew (the round arrow): it has what is for editors too.
#
# "serve --demo" prints such a header for an administrator and an
# editor. They have no passwords, so this is refused until the
# administrator takes one in the next tab.
mutation SignIn {
  signIn(input: {
    email: "alma.beispiel@example.org"
    password: "only for this demo"
    tokenName: "GraphiQL"
  }) {
    token
    expiresAt
    problems { code path message }
  }
}`,
  },
  {
    title: 'For editors: who am I, and what may I do?',
    query: `
# A grant holds in a department with all below it, or everywhere
# (null). Its locales limit texts; null is all of them.
#
# To sign in with a password, put your id into the variables and
# run TakePassword, then SignIn of the tab before.
query WhoAmI {
  viewer {
    id
    name
    email
    grants {
      role
      department { slug name { value } }
      locales
    }
    token { name expiresAt }
  }
}

mutation TakePassword($viewer: ID!) {
  accountUpdate(input: {
    id: $viewer
    currentPassword: "only for this demo"
    set: { password: "only for this demo" }
  }) {
    account { email hasPassword }
    problems { code path message }
  }
}`,
    variables: { viewer: 'put the id here' },
    headers: token,
  },
  {
    title: 'For editors: change a room',
    query: `
# Run BeforeRoom, put id and version into the variables, then run
# ChangeRoom. What "set" leaves out stays. The draft changes;
# readers see the old room until it is published.
mutation ChangeRoom($person: ID!, $version: Int!) {
  staffMemberUpdate(input: {
    id: $person
    expectedVersion: $version
    set: { room: "318" }
  }) {
    staffMember {
      stage
      version
      room
      publication { state }
    }
    problems { code path message }
  }
}

query BeforeRoom {
  preview {
    person: staff(filter: { name: { startsWith: "Gärtner" } }) {
      nodes { id version displayName { value } building room }
    }
  }
}`,
    variables: { person: 'put the id here', version: 0 },
    headers: token,
  },
  {
    title: 'For editors: opening hours out of a letter',
    query: `
# Nothing is guessed: try "Mo-Fr 8-12 Uhr, meistens". The rule
# and isByAppointment are what mutations take.
query OpeningHoursParse($text: String!, $locale: Locale!) {
  openingHoursParse(text: $text, locale: $locale) {
    openingHours {
      rule
      isByAppointment
      text { value }
    }
    problems { message path }
  }
}`,
    variables: { text: 'Mo–Fr 8–12 Uhr und nach Vereinbarung', locale: 'de' },
    headers: token,
  },
  {
    title: 'For editors: write a page in two languages',
    query: `
# Run BeforePage, put the ids into the variables, then run
# WritePage. A second time its slugs are taken: the problem says
# by which page.
mutation WritePage($department: ID!, $contact: ID!, $pool: ID!) {
  pageCreate(input: {
    department: $department
    slugs: [
      { locale: "de", slug: "dolmetscher-finden" }
      { locale: "en", slug: "finding-an-interpreter" }
    ]
    contacts: [$contact]
    relatedLinks: [
      {
        target: $pool
        labels: [
          { locale: "de", label: "Dolmetscherpool" }
          { locale: "en", label: "Interpreter Pool" }
        ]
      }
    ]
    texts: [
      {
        locale: "de"
        title: "Dolmetscher finden"
        body: """
        ## So geht es

        Der **Dolmetscherpool** vermittelt Sprachkundige.
        Fragen Sie die Geschäftsstelle.
        """
      }
      {
        locale: "en"
        title: "Finding an interpreter"
        body: """
        ## How it works

        The **Interpreter Pool** arranges for interpreters.
        Ask its office.
        """
      }
    ]
  }) {
    page {
      id
      version
      de: path(locale: "de")
      en: path(locale: "en")
    }
    problems {
      code
      path
      message
      ... on SlugTaken { takenBy { id } }
    }
  }
}

query BeforePage {
  department(by: { slug: "migration-integration" }) { id }
  contact: staff(filter: { name: { startsWith: "Gärtner" } }) {
    nodes { id displayName { value } }
  }
  pool: office(by: { slug: "dolmetscherpool" }) { id name { value } }
}`,
    variables: {
      department: 'put the id here',
      contact: 'put the id here',
      pool: 'put the id here',
    },
    headers: token,
  },
  {
    title: 'For editors: see the page before readers do',
    query: `
# The page of the tab before. Under "preview" each content stands
# in draft where you may read its draft; outside it is as readers
# find it, and they do not find this page yet.
query PreviewPage($path: String!) {
  preview {
    page(by: { path: $path }) {
      id
      stage
      version
      publication { state liveLocales }
      availableLocales
      title { value lang }
      body { html lang }
      contacts { displayName { value } room }
      relatedLinks { label { value } target { kind label { value } } }
    }
  }
  forReaders: page(by: { path: $path }) { id }
}`,
    variables: { path: '/en/migration-integration/finding-an-interpreter' },
    headers: token,
  },
  {
    title: 'For editors: move a person in the order of a department',
    query: `
# Run BeforeMove, put ids and version into the variables, then
# run MovePerson. In place of "before" there is "after"; with
# "parent" something moves into another department, or a page
# below another page.
mutation MovePerson($person: ID!, $sibling: ID!, $version: Int!) {
  contentMove(input: {
    id: $person
    before: $sibling
    expectedVersion: $version
  }) {
    content {
      version
      ... on StaffMember {
        department {
          staff { nodes { displayName { value } } }
        }
      }
    }
    problems { code path message }
  }
}

query BeforeMove {
  preview {
    order: department(by: { slug: "migration-integration" }) {
      staff { nodes { displayName { value } } }
    }
    person: staff(filter: { name: { startsWith: "Denninghaus" } }) {
      nodes { id version }
    }
    sibling: staff(filter: { name: { startsWith: "Gärtner" } }) {
      nodes { id }
    }
  }
}`,
    variables: { person: 'put the id here', sibling: 'put the id here', version: 0 },
    headers: token,
  },
  {
    title: 'For editors: what problems look like',
    query: `
# Run BeforeProblems, put the id into the variables, then run
# Problems. All of them come at once, and nothing is changed: the
# telephone number is none, and version 9999 is not there yet.
# An old version of what somebody has changed since is told alike.
mutation Problems($person: ID!) {
  staffMemberUpdate(input: {
    id: $person
    expectedVersion: 9999
    set: {
      phone: "(07 11)"
      texts: [{ locale: "en", roleTitle: "Casework" }]
    }
  }) {
    staffMember { version }
    problems {
      __typename
      code
      path
      message
      ... on VersionConflict { currentVersion changedBy }
    }
  }
}

query BeforeProblems {
  preview {
    person: staff(filter: { name: { startsWith: "Gärtner" } }) {
      nodes { id version phone { national } roleTitle(locale: "en") { value } }
    }
  }
}`,
    variables: { person: 'put the id here' },
    headers: token,
  },
  {
    title: 'For publishers: publish the page in two languages',
    query: `
# The page that was written some tabs before. The demo's editor
# does not publish: take the administrator's header. Run
# BeforePublishing, put id and version into the variables, then
# run PublishPage: facts and relations go live, and the texts in
# the locales that are named. Unpublish takes it back.
mutation PublishPage($page: ID!, $version: Int!) {
  contentPublish(input: {
    items: [{ id: $page, expectedVersion: $version }]
    locales: ["de", "en"]
  }) {
    contents {
      version
      publication { state liveLocales }
    }
    problems {
      code
      path
      message
      ... on SourceNotLive { locales }
    }
  }
}

query BeforePublishing {
  preview {
    page(by: { path: "/de/migration-integration/dolmetscher-finden" }) {
      id
      version
      publication { state liveLocales }
    }
  }
}

mutation Unpublish($page: ID!, $version: Int!) {
  contentUnpublish(input: {
    items: [{ id: $page, expectedVersion: $version }]
  }) {
    contents { publication { state } }
    problems {
      code
      path
      message
      ... on InUse { usedBy { id label { value } } hiddenCount }
    }
  }
}`,
    variables: { page: 'put the id here', version: 0 },
    headers: token,
  },
  {
    title: 'For publishers: plan a change for New Year',
    query: `
# Needs the administrator's header, and a changed draft, such as
# the room some tabs before.
# What goes live at New Year is the version that you name now,
# whatever the draft becomes until then. A running server does
# it; one that was down does it when it starts.
mutation PlanForNewYear($person: ID!, $version: Int!, $newYear: DateTime!) {
  contentPublish(input: {
    items: [{ id: $person, expectedVersion: $version }]
    locales: ["de", "en"]
    at: $newYear
  }) {
    step: plannedStep { id at state }
    problems { code path message }
  }
}

query BeforePlan {
  preview {
    person: staff(filter: { name: { startsWith: "Gärtner" } }) {
      nodes { id version room publication { state } }
    }
  }
}

query Plan {
  plannedSteps(states: [PLANNED, FAILED]) {
    nodes {
      id
      verb
      at
      state
      by
      locales
      items { version content { label { value } } }
      problems { code path message }
    }
  }
}

# With the id of a step of Plan.
mutation CancelStep($step: ID!) {
  plannedStepCancel(input: { id: $step }) {
    plannedStep { state }
    problems { code path message }
  }
}`,
    variables: { person: 'put the id here', version: 0, newYear, step: 'put the id here' },
    headers: token,
  },
  {
    title: 'For editors: see the history, and undo',
    query: `
# Run History: who changed what, and when. To undo, put the id,
# the version to go back to, and the newest version into the
# variables and run GoBack: the draft is then as it was, in a
# version of its own. Discard makes the draft what is public.
# Deleted lists what is on no desk any more; an administrator
# brings it back with GoBack.
query History {
  preview {
    person: staff(filter: { name: { startsWith: "Gärtner" } }) {
      nodes {
        id
        version
        revisions(first: 5) {
          nodes {
            version
            at
            by
            verb
            locales
            changes { field locale before after words { kind text } }
          }
        }
      }
    }
  }
}

mutation GoBack($person: ID!, $to: Int!, $version: Int!) {
  contentRestore(input: { id: $person, version: $to, expectedVersion: $version }) {
    content { version ... on StaffMember { room } }
    problems { code path message }
  }
}

query Deleted {
  deletedContents(first: 20) {
    nodes { id kind name version deletedAt by revisions(first: 3) { nodes { version verb at } } }
  }
}

mutation Discard($person: ID!, $version: Int!) {
  contentDiscardDraft(input: { id: $person, expectedVersion: $version }) {
    content { version publication { state } }
    problems { code path message }
  }
}`,
    variables: { person: 'put the id here', to: 1, version: 0 },
    headers: token,
  },
  {
    title: 'For administrators: add a language',
    query: `
# Needs the administrator's header. A disabled locale is for the
# desk alone: translators fill it, then "isEnabled: true" shows
# it to readers.
mutation AddLocale {
  localeSave(input: { tag: "tr", fallback: ["en", "de"], isEnabled: false }) {
    locale { tag nativeName name(in: "en") dir fallback isEnabled }
    problems { code path message }
  }
}

query AllLocales {
  locales(includesDisabled: true) { tag nativeName isEnabled isSource fallback }
}

mutation RemoveLocale {
  localeRemove(input: { tag: "tr" }) {
    locales { tag }
    problems {
      code
      path
      message
      ... on LocaleInUse { contentCount liveContentCount textCount }
    }
  }
}`,
    headers: token,
  },
];
