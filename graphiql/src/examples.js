// The worked examples, one tab each, in the order in which a newcomer meets them. GraphiQL names a tab after its
// operation; the title becomes the first comment. A variable or header left out leaves its pane empty.
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
        openingHours { rule isByAppointment }
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
];
