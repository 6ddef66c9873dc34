/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // A cluster of databases takes minutes: `npm test -- --long` asks for it.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.KEYTREE_TEST_LONG ? [] : ['<rootDir>/test/cluster/'])],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  maxWorkers: '100%',
  // For a test that has stopped: those of some hundred requests take half a minute on a machine that is busy.
  testTimeout: 120_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  transform: {
    '^.+[.]ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          // As tsconfig.json says: type-graphql, typeorm and class-validator read both.
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
      },
    ],
    // ES modules that are required (content-disposition by @fastify/static, cookie by Fastify's inject), and one that
    // imports such a one: Node can do that, jest's runtime cannot.
    '/node_modules/(@fastify/cookie|content-disposition|cookie|jose|oauth4webapi)/.+[.]js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@fastify/cookie|content-disposition|cookie|jose|oauth4webapi)/)'],
};
