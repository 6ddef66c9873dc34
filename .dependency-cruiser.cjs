/**
 * The import rules of the house: what is outside knows what is inside, never the reverse.
 * Numbers are those of the architecture's list. (The second half of rule 5, process.env, is ESLint's.)
 */

/** Own folders, written `src/NAME/`. */
const own = (...names) => names.map((name) => `^src/${name}/`);

/** main.ts and what it is split into: the files that stand right under src. */
const COMPOSITION = '^src/[^/]+[.]ts$';

/** `from` may import, of the own code, itself and `allowed`. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: own(from) },
  to: { path: '^(src|test|bench|scripts|console)/', pathNot: own(from, ...allowed) },
});

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];
const IO_PACKAGES = '(^|/)node_modules/(typeorm|mysql2|better-sqlite3|dataloader|fastify|@node-rs/argon2)/';
const IO_MODULES =
  '^(node:)?(fs|net|tls|dns|dgram|http|https|http2|child_process|worker_threads|cluster|readline)(/|$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('1-domain', 'domain', [], 'domain imports domain and node’s own modules.'),
    {
      name: '1-domain-packages',
      comment: 'domain is pure TypeScript: no package from npm.',
      severity: 'error',
      from: { path: own('domain') },
      to: { dependencyTypes: NPM },
    },
    only('1-entities', 'entities', ['domain'], 'entities import typeorm and enums of domain.'),
    {
      name: '1-entities-packages',
      comment: 'entities import typeorm and enums of domain.',
      severity: 'error',
      from: { path: own('entities') },
      to: { dependencyTypes: NPM, pathNot: '(^|/)node_modules/typeorm/' },
    },
    only(
      '2-application',
      'application',
      ['domain', 'entities', 'database'],
      'application: domain, entities, database.',
    ),
    only(
      '3-graphql',
      'graphql',
      ['application', 'domain', 'entities'],
      'graphql: application and domain, never database.',
    ),
    only('3-oauth', 'oauth', ['application', 'domain', 'entities'], 'oauth imports as graphql does (rule 4).'),
    {
      name: '3-entities-as-types',
      comment: 'graphql and oauth take from entities types only: `import type`.',
      severity: 'error',
      from: { path: own('graphql', 'oauth') },
      to: { path: own('entities'), dependencyTypesNot: ['type-only'] },
    },
    only('4-verification', 'verification', ['domain', 'database'], 'verification: domain and database’s connection.'),
    only(
      '4-openapi',
      'openapi',
      ['verification', 'domain'],
      'openapi describes verification, with its registries and domain’s.',
    ),
    only('client-alone', 'client', [], 'client is what others install: it knows nothing of the service.'),
    {
      name: 'client-without-packages',
      comment: 'client imports no package and no module of node: whoever takes it gets nothing else.',
      severity: 'error',
      from: { path: own('client') },
      to: { dependencyTypes: [...NPM, 'core'] },
    },
    {
      name: 'client-for-others',
      comment: 'The service does not ask itself over HTTP.',
      severity: 'error',
      from: { path: '^src/', pathNot: own('client') },
      to: { path: own('client') },
    },
    {
      name: '4-verification-without-orm',
      comment: 'No ORM on the path of a request.',
      severity: 'error',
      from: { path: own('verification') },
      to: { path: '(^|/)node_modules/(typeorm|graphql|type-graphql)/' },
    },
    {
      name: '5-outermost',
      comment: 'Nobody imports http and cli; main, the composition, wires them.',
      severity: 'error',
      from: { path: '^src/', pathNot: [...own('http', 'cli'), COMPOSITION] },
      to: { path: own('http', 'cli') },
    },
    {
      name: '5-outermost-apart',
      comment: 'http and cli do not know each other: main gives cli what it starts.',
      severity: 'error',
      from: { path: '^src/(http|cli)/' },
      to: { path: '^src/(http|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: '5-main',
      comment: 'Nobody imports main: no folder wires, each is given what it needs.',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: COMPOSITION },
    },
    {
      name: '5-main-itself',
      comment: 'Nobody imports main.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/main[.]ts$' },
    },
    {
      name: '5-no-cycles',
      comment: 'No cycles. One that exists in types only is gone when the code runs: entities refer to each other so.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: '6-permissions-without-io',
      comment: 'Rules of graphql/permissions look at the caller and nothing else.',
      severity: 'error',
      from: { path: '^src/graphql/permissions/' },
      to: { path: ['^src/(database|entities|http|config)/', IO_PACKAGES, IO_MODULES] },
    },
    {
      name: '6-permissions-call-no-use-case',
      comment: 'From application, the caller: its grants came with the request. Anything else as a type only.',
      severity: 'error',
      from: { path: '^src/graphql/permissions/' },
      to: {
        path: own('application'),
        pathNot: '^src/application/caller[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    only('one-direction-database', 'database', ['entities', 'domain'], 'database is inside application.'),
    only('one-direction-config', 'config', ['domain'], 'config knows nothing of what it configures.'),
    {
      name: 'console-alone',
      comment: 'The console is a client like any other: what it knows of the service is in schema/.',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(src|test|bench|scripts)/' },
    },
    {
      name: 'console-for-browsers',
      comment: 'The service serves what the console was built to, and imports nothing of it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^console/' },
    },
    {
      name: 'console-parts-know-no-page',
      comment: 'What pages share does not import them.',
      severity: 'error',
      from: { path: '^console/src/(api|parts|texts|gql)/' },
      to: { path: '^console/src/(?!(api|parts|texts|gql)/)' },
    },
    {
      name: 'product-without-tests',
      comment: 'What ships does not import what tests or measures it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'declared-packages',
      comment: 'What ships imports what package.json lists under dependencies.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'Every import can be found. (What bench/ compares with is installed in a folder of its own.)',
      severity: 'error',
      from: { pathNot: '^bench/side-by-side[.](better-auth|vendure)[.]mjs$' },
      // A package of types alone has nothing to find.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
