/**
 * Who may import whom. Each rule has a name and one sentence of advice, which is what `npm run imports` prints.
 * A "thing" is a room of the edge that stands for something of the outside world: its face is `port.ts`.
 */

const contract = '^edge/contract/';
/** Two small functions over files that need no disk of their own kind: whoever writes or makes a folder may use them. */
const diskLeaves = '^edge/disk/(write-all|make-folder)\\.ts$';
const views = '^edge/core/views/';
const face = '^(edge|cloud)/[^/]+/port\\.ts$';
const things = { path: '^edge/([^/]+)/', pathNot: '^edge/(contract|core|loop|screens|cli)/' };
const pages = '^edge/screens/pages/';
/** Stylesheets, drawings, tables and words that edge and cloud show alike: made for a browser too, they import nothing that is not. */
const sharedLook = '^edge/contract/statistics/(look/|words/|words\\.ts$)';
const viteConfig = '^edge/screens/pages/vite\\.config\\.ts$';
const sharedLeaves = '^cloud/(clock|when|send-page|sealed-word)\\.ts$';
/** The bundle has them in by its own words, no import. */
const bundled = ['^edge/bundle/(named-stacks|web-classes)\\.ts$'];
const starts = [
  '^(edge|cloud|cloud/backup|cloud/link/mosquitto|edge/cli|edge/bundle)/main\\.ts$',
  ...bundled,
  `${pages}[^/]+/main\\.tsx?$`,
  viteConfig,
];
const servedAsItIs = '^cloud/(pages|admin)/assets/';
const simulatedForTheSimulation = '^edge/[^/]+/simulated\\.ts$';
const mains = '^((edge|cloud|cloud/backup|cloud/link/mosquitto|edge/cli)/main\\.ts|systemd/office\\.ts)$';
/** The command line is a second main in several files, and opening the devices is a part of the first. */
const joiners = '^edge/(cli/.+|devices)\\.ts$';

/** A library that only the named files may import, so that it can be replaced behind one face. */
const behindOneFace = [
  ['aedes', '^cloud/link/embedded\\.ts$'],
  ['mqtt', '^(cloud|edge)/link/'],
  ['mqtt-packet', '^(cloud|edge)/link/'],
  ['kysely', '^cloud/'],
  ['nodemailer', '^cloud/mail/smtp\\.ts$'],
  ['ical-generator', '^cloud/mail/'],
  ['rate-limiter-flexible', '^cloud/(api|admin)/'],
  ['altcha-lib', '^cloud/api/proof-of-work\\.ts$'],
  ['lowdb', '^edge/state/'],
  ['onoff', '^edge/buttons/onoff\\.ts$'],
  ['modbus-serial', '^edge/units/'],
  ['serialport', '^edge/(units|keypad|buttons)/'],
  ['@node-escpos/.+', '^edge/printer/'],
  ['iconv-lite', '^edge/printer/'],
  ['preact(-render-to-string)?', '^(cloud/(pages|admin)/|cloud/send-page\\.ts$|edge/screens/pages/)'],
  ['uplot', '^edge/screens/pages/'],
  ['uqr', '^cloud/admin/sign-in/'],
  ['koa.*|@koa/.+', '^(cloud/(api|pages|admin|views|app|send-page)|edge/(screens|console)/)'],
];

const advise = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const everywhere = [
  advise(
    'no-cycles',
    'Take the part both files need into a third one, or pass it as an argument: types in a circle count too.',
    {},
    { circular: true },
  ),
  advise(
    'no-orphans',
    'Nothing imports this file and it imports nothing: delete it, or join it to the office in main.ts.',
    { orphan: true, pathNot: [servedAsItIs, ...bundled] },
    {},
  ),
  advise(
    'nothing-forgotten',
    'No main.ts and no page reaches this file: delete it, or use it; code that only tests run does not serve the office.',
    { path: starts },
    { path: '^(edge|cloud)/', pathNot: [...starts, servedAsItIs, simulatedForTheSimulation], reachable: false },
  ),
  advise('nobody-imports-main', 'main.ts only wires: move what you need into the room it belongs to.', {}, { path: mains }),
  advise(
    'nothing-imports-test',
    'Tests know the sources, never the other way round: a simulated device lives beside its real one as simulated.ts.',
    { pathNot: '^test/' },
    { path: '^test/' },
  ),
  advise(
    'resolvable',
    'This import finds no file and no installed package: correct the path, or add the package to package.json.',
    {},
    {
      couldNotResolve: true,
    },
  ),
  advise(
    'only-declared-packages',
    'Declare the package in package.json with an exact version: what comes along by chance goes away by chance.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-bundled', 'deprecated'] },
  ),
  advise(
    'no-development-package-in-the-office',
    'The office is installed without development packages: move it to "dependencies", or do without.',
    { path: '^(edge|cloud|systemd)/' },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  ),
  advise(
    'two-sides-meet-in-the-contract',
    'Edge and cloud are two machines: what both need to say belongs in edge/contract, all else stays on its own side.',
    { path: '^cloud/' },
    { path: '^edge/', pathNot: contract },
  ),
  advise(
    'edge-lives-without-cloud',
    'The office works with the cloud gone: nothing in edge/ may come from cloud/.',
    { path: '^edge/' },
    { path: '^cloud/' },
  ),
  advise(
    'launcher-starts-processes',
    'systemd/ starts the two sides as processes and imports neither of them; a release names the words of the contract that it knows, and is built as the edge is.',
    { path: '^systemd/' },
    { path: '^(edge|cloud)/', pathNot: [diskLeaves, contract, '^edge/bundle/left-out\\.ts$'] },
  ),
];

const edge = [
  advise(
    'contract-stands-alone',
    'The contract is read by both sides and for years: it imports itself and zod, nothing else.',
    { path: contract },
    { pathNot: [contract, 'node_modules/zod/'] },
  ),
  advise(
    'core-is-pure',
    'The core decides from facts alone: it imports itself and the contract; what it needs from outside comes in a command.',
    { path: '^edge/core/' },
    { pathNot: ['^edge/core/', contract] },
  ),
  advise(
    'things-do-not-know-each-other',
    "A thing knows its own room, the contract and another thing's port.ts: let the loop or main.ts join the two.",
    things,
    { path: '^edge/', pathNot: ['^edge/$1/', contract, face, views, diskLeaves] },
  ),
  advise(
    'things-take-only-types-of-views',
    'From the core a thing takes the type of a picture to show, never code: compute it in core/views and pass the result.',
    things,
    { path: views, dependencyTypesNot: ['type-only'] },
  ),
  advise(
    'faces-are-types',
    "Write `import type`: another room's port.ts is a promise, the implementation is chosen in main.ts.",
    { path: '^(edge|cloud)/([^/]+)/' },
    { path: face, pathNot: '^$1/$2/', dependencyTypesNot: ['type-only'] },
  ),
  advise(
    'loop-joins-core-and-faces',
    'The loop knows the order of things, not the things: core, contract and types of port.ts; clocks and files come in through a port.',
    { path: '^edge/loop/' },
    { pathNot: ['^edge/loop/', '^edge/core/', contract, face] },
  ),
  advise(
    'screens-show-views',
    'Screens render pictures made in core/views: pass what is shown through screens/port.ts instead of reaching for it.',
    { path: '^edge/screens/' },
    { path: '^edge/', pathNot: ['^edge/screens/', contract, views, face] },
  ),
  advise(
    'screens-take-only-types-of-views',
    'Screens render and never compute: take the type of the view, let core/views make the value.',
    { path: '^edge/screens/' },
    { path: views, dependencyTypesNot: ['type-only'] },
  ),
  advise(
    'pages-run-in-a-browser',
    'A page imports preact and its own folder; everything else reaches it as data over the event stream.',
    { path: pages, pathNot: viteConfig },
    { pathNot: [pages, 'node_modules/(preact|uplot)/', views, contract, '^edge/screens/[^/]+\\.ts$'] },
  ),
  advise(
    'pages-take-only-types-from-outside',
    'Write `import type`: code from outside screens/pages would be bundled into the browser.',
    { path: pages, pathNot: viteConfig },
    { path: '^edge/', pathNot: [pages, sharedLook], dependencyTypesNot: ['type-only'] },
  ),
  advise(
    'config-reads-words-and-tables',
    'The reader of the configuration knows the contract and tables of data: a room is opened in main.ts.',
    { path: '^edge/config\\.ts$' },
    { path: '^edge/', pathNot: [contract, '^edge/printer/models\\.ts$'] },
  ),
  advise(
    'command-line-is-a-second-main',
    'The command line opens rooms for a technician; what a room needs of it belongs in that room.',
    { path: '^(edge|cloud)/', pathNot: '^edge/cli/' },
    { path: '^edge/cli/' },
  ),
  advise(
    'configuration-is-handed-down',
    'Only main.ts reads the configuration; a room takes the values it needs as arguments.',
    { path: '^(edge|cloud)/[^/]+/', pathNot: [mains, joiners] },
    { path: '^(edge|cloud)/config\\.ts$' },
  ),
];

const cloud = [
  advise(
    'contract-by-its-name',
    'Write `#contract/…`: the cloud names the contract, not where the edge keeps it.',
    { path: '^cloud/' },
    { path: contract, dependencyTypesNot: ['aliased-subpath-import'] },
  ),
  advise(
    'cloud-rooms-meet-in-app',
    'A room knows itself, store and contract, and of its neighbours the types in port.ts: let cloud/app.ts or main.ts hand over the rest.',
    { path: '^cloud/([^/]+)/' },
    { path: '^cloud/', pathNot: ['^cloud/$1/', '^cloud/store/', face, sharedLeaves, '^cloud/(main|config)\\.ts$'] },
  ),
  advise(
    'store-is-the-floor',
    'The store serves every room and knows none: move the rule into its room and let it call the store.',
    { path: '^cloud/store/' },
    { path: '^cloud/', pathNot: '^cloud/store/' },
  ),
  advise(
    'shared-leaves-import-nothing',
    'clock.ts, when.ts, send-page.ts and sealed-word.ts may be used by every room because they know none.',
    { path: sharedLeaves },
    { path: '^cloud/' },
  ),
];

const libraries = behindOneFace.map(([name, rooms]) =>
  advise(
    `one-face-for-${name.replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '')}`,
    `This library is known to ${rooms.replaceAll(/[\\^$]/g, '')} only, so that it can be replaced there: use the room's face.`,
    { path: '^(edge|cloud|systemd)/', pathNot: [rooms, '^cloud/main\\.ts$'] },
    { path: `node_modules/(${name})/` },
  ),
);

module.exports = {
  forbidden: [...everywhere, ...edge, ...cloud, ...libraries],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^edge/(screens/)?dist/', '^edge/.+\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
