import { examples } from './examples.js';

/** The tabs that a visitor sees who has none of their own yet. */
export function openingTabs() {
  return examples.map(({ title, query, variables, headers }) => ({
    query: `# ${title}\n${query.trim()}\n`,
    variables: json(variables),
    headers: json(headers),
  }));
}

/**
 * GraphiQL fills the panes of the first tab from storage, not from the tab, and would show the first example without
 * its variables.
 */
export function rememberFirstTab({ query, variables }) {
  try {
    if (localStorage.getItem('graphiql:tabState') === null) {
      localStorage.setItem('graphiql:query', query);
      localStorage.setItem('graphiql:variables', variables ?? '');
    }
  } catch {
    // Storage may be forbidden; the examples open all the same.
  }
}

function json(value) {
  return value === undefined ? undefined : JSON.stringify(value, null, 2);
}
