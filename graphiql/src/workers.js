// The names are put in by build.mjs, which knows the hash of each file.
const files = { json: WORKER_JSON, graphql: WORKER_GRAPHQL };

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const file = files[label] ?? WORKER_EDITOR;
    return new Worker(new URL(file, import.meta.url), { type: 'module', name: label });
  },
};
