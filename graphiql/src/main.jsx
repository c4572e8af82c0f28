import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './page.css';
import { openStorage } from './storage.js';
import { openingTabs, rememberFirstTab } from './tabs.js';
import './workers.js';

// Relative to the page, so that the city may serve everything below a path of its own.
const endpoint = new URL('graphql', document.baseURI).href;
const tabs = openingTabs();
rememberFirstTab(tabs[0]);

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: endpoint, enableIncrementalDelivery: false })}
    defaultTabs={tabs}
    defaultEditorToolsVisibility
    // A token in the headers pane must not outlive the page in the browser's storage.
    shouldPersistHeaders={false}
    storage={openStorage()}
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <h1>Wegweiser</h1>
    </GraphiQL.Logo>
  </GraphiQL>,
);
