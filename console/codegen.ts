import { createHash } from 'node:crypto';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema/schema.graphql',
  documents: ['src/**/*.graphql'],
  silent: true,
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: {
        persistedDocuments: {
          mode: 'embedHashInDocument',
          hashPropertyName: 'hash',
          // In hexadecimal digits alone, as the extension has it.
          hashAlgorithm: (operation: string) => createHash('sha256').update(operation).digest('hex'),
        },
        fragmentMasking: false,
      },
      // The cache needs it of every object; added here, what is hashed is what is sent.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: {
          DateTime: 'string',
          IPAddress: 'string',
          IPRange: 'string',
          JSONObject: 'Record<string, unknown>',
          LocalDate: 'string',
        },
      },
    },
    // Which types the unions and interfaces have, for the cache to match fragments.
    'src/gql/possible-types.ts': { plugins: ['fragment-matcher'], config: { useExplicitTyping: true } },
  },
};

export default config;
