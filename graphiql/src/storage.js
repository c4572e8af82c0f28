const lists = ['graphiql:queries', 'graphiql:favorites'];

/**
 * Where GraphiQL keeps what it remembers: the browser's storage, but for the headers of what was asked. Its history
 * keeps them whatever `shouldPersistHeaders` says, and a token would outlive the page. Null where storage is forbidden;
 * GraphiQL forgets everything then.
 */
export function openStorage() {
  try {
    localStorage.getItem(lists[0]);
  } catch {
    return null;
  }
  return {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, lists.includes(key) ? withoutHeaders(value) : value),
    removeItem: (key) => localStorage.removeItem(key),
    clear: () => ownKeys().forEach((key) => localStorage.removeItem(key)),
    get length() {
      return ownKeys().length;
    },
  };
}

function withoutHeaders(json) {
  return JSON.stringify(JSON.parse(json), (name, value) => (name === 'headers' ? undefined : value));
}

/** Others of this origin may keep something too. */
function ownKeys() {
  return Object.keys(localStorage).filter((key) => key.startsWith('graphiql:'));
}
