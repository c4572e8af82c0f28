import { openStorage } from './storage.js';
import { openingTabs, rememberFirstTab } from './tabs.js';

// From the page's classic scripts. They are missing when there is no way to the CDN, and the text in the page stays.
const { React, ReactDOM, GraphiQL } = globalThis;

if (React && ReactDOM && GraphiQL) {
  const tabs = openingTabs();
  rememberFirstTab(tabs[0]);
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({
        url: new URL('graphql', document.baseURI).href,
        enableIncrementalDelivery: false,
      }),
      defaultTabs: tabs,
      defaultEditorToolsVisibility: true,
      shouldPersistHeaders: false,
      storage: openStorage(),
      inputValueDeprecation: true,
      schemaDescription: true,
    }),
  );
}
