import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const CONSOLE = ['console/src/**/*.{ts,tsx}', 'console/build/*.ts', 'console/*.ts'];
const TYPESCRIPT = [...['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'ormconfig.ts'], ...CONSOLE];
const NODE_GLOBALS = Object.fromEntries(
  [
    ...['process', 'console', 'URL', 'Buffer', 'fetch', 'performance'],
    ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'AbortController', 'AbortSignal'],
  ].map((name) => [name, 'readonly']),
);
const NAMING = Object.fromEntries(
  Object.entries(graphql.configs['flat/schema-recommended'].rules['@graphql-eslint/naming-convention'][1]).filter(
    ([selector]) => selector !== 'EnumValueDefinition',
  ),
);
const COMMONJS_GLOBALS = { require: 'readonly', module: 'writable', exports: 'writable', __dirname: 'readonly' };

export default defineConfig(
  // console/src/gql is emitted.
  globalIgnores(['dist/', 'console/dist/', 'console/src/gql/', 'coverage/', 'data/']),
  {
    files: TYPESCRIPT,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Object types and resolver classes of type-graphql are classes that only carry decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Entities and GraphQL types are classes for their decorators' sake: shapes of data, without methods or identity.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Import rule 5: the environment is read once, in src/config. Tests and benchmarks choose their database by it.
    files: ['src/**/*.ts', 'test/**/*.ts', 'ormconfig.ts'],
    ignores: ['src/config/**', 'test/support/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config (and test/support) reads the environment.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['process', 'node:process'].map((name) => ({
            name,
            importNames: ['env'],
            message: 'Only src/config (and test/support) reads the environment.',
          })),
        },
      ],
    },
  },
  {
    files: CONSOLE,
    plugins: { 'react-hooks': reactHooks },
    rules: {
      // (The plugin's other rules are those of React's compiler, which does not build this.)
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // What an event starts tells its outcome itself.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // What a GraphQL response or a JSON body holds has no type until a test has looked at it; jest's own types are loose.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    extends: [js.configs.recommended],
    languageOptions: { globals: NODE_GLOBALS },
    rules: { eqeqeq: 'error' },
  },
  {
    // Partly run in the browser that they drive.
    files: ['bench/console.mjs', 'scripts/screenshots.mjs'],
    languageOptions: {
      globals: {
        window: 'readonly',
        document: 'readonly',
        addEventListener: 'readonly',
        requestAnimationFrame: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs', 'bin/*.js', 'src/**/*.js'],
    languageOptions: { sourceType: 'commonjs', globals: COMMONJS_GLOBALS },
  },
  {
    files: ['schema/**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: './schema/schema.graphql' } },
    },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          ...NAMING,
          // Permissions have the names that administrators know them by, the same in roles, files and on the command line.
          'EnumValueDefinition[parent.name.value!=Permission]': 'UPPER_CASE',
          'EnumValueDefinition[parent.name.value=Permission]': 'PascalCase',
        },
      ],
      '@graphql-eslint/require-deprecation-reason': 'error',
      // What has an identity carries `id: ID!`; results, connections, edges, values and errors have none.
      '@graphql-eslint/strict-id-in-types': 'off',
    },
  },
);
