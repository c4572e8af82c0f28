// Bundles the page into the folder named on the command line: index.html, and beside it everything that the page loads,
// each file named after its content.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const out = process.argv[2] ?? 'dist';
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'graphiql'), { recursive: true });

const common = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  outdir: join(out, 'graphiql'),
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  // Notices of third parties are gathered in one file instead.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

const workers = await build({
  ...common,
  entryPoints: {
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
  },
});
const worker = (name) => JSON.stringify(`./${named(workers, `${name}.worker`, '.js')}`);

const page = await build({
  ...common,
  entryPoints: { main: 'src/main.jsx' },
  jsx: 'automatic',
  loader: { '.ttf': 'file' },
  // Only asked for by the toolkit when a WebSocket address is given.
  external: ['graphql-ws'],
  plugins: [{ name: 'mend-for-access', setup: mendForAccess }],
  define: {
    ...common.define,
    WORKER_EDITOR: worker('editor'),
    WORKER_GRAPHQL: worker('graphql'),
    WORKER_JSON: worker('json'),
  },
});

const names = {
  'main.js': named(page, 'main', '.js'),
  'main.css': named(page, 'main', '.css'),
  'icon.svg': write('icon', '.svg', readFileSync('src/icon.svg')),
  'licences.txt': write('licences', '.txt', notices([workers, page])),
};
const html = readFileSync('src/index.html', 'utf8').replace(/\{\{(.+?)\}\}/g, (_, name) => {
  if (!(name in names)) throw new Error(`src/index.html names ${name}, which is not built`);
  return names[name];
});
writeFileSync(join(out, 'index.html'), html);

/**
 * Mends in @graphiql/react what the page cannot mend from outside, and fails when a new version has other words.
 *
 * Its tabs hold buttons, which the role of a tab hides from assistive technology (WCAG 4.1.2). Without the roles they
 * are what they do: a list of buttons, one of them current. Comments in the dark lack contrast (WCAG 1.4.3).
 */
function mendForAccess({ onLoad }) {
  const tabs = [
    ['role: "tablist",', ''],
    ['role: "tab",', ''],
    ['"aria-selected": isActive,', '"aria-current": isActive,'],
  ];
  const dark = 'foreground: "#908aff"';
  const theme = [[dark, `${dark} }, { token: "comment", foreground: "#8fbc76"`]];
  onLoad({ filter: /@graphiql[\\/]react[\\/]dist[\\/]components[\\/]tabs[\\/]index\.js$/ }, mended(tabs));
  onLoad({ filter: /@graphiql[\\/]react[\\/]dist[\\/]constants\.js$/ }, mended(theme));
}

function mended(changes) {
  return ({ path }) => {
    let contents = readFileSync(path, 'utf8');
    for (const [stock, ours] of changes) {
      if (!contents.includes(stock)) throw new Error(`${path} has no ${stock}`);
      contents = contents.replace(stock, ours);
    }
    return { contents };
  };
}

/** The name that esbuild gave to what it made of an entry point. */
function named({ metafile }, entry, extension) {
  const path = Object.keys(metafile.outputs)
    .map((output) => basename(output))
    .find((output) => output.startsWith(`${entry}-`) && output.endsWith(extension));
  if (!path) throw new Error(`no ${extension} was made of ${entry}`);
  return path;
}

function write(name, extension, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  const file = `${name}-${hash}${extension}`;
  writeFileSync(join(out, 'graphiql', file), content);
  return file;
}

/** Name, version and licence text of every package that went into the bundle. */
function notices(results) {
  const folders = new Set();
  for (const { metafile } of results) {
    for (const input of Object.keys(metafile.inputs)) {
      const folder = input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
      if (folder) folders.add(folder);
    }
  }
  return [...folders].sort().map(notice).join(`\n${'-'.repeat(72)}\n\n`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}
