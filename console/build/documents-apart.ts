import type { Plugin } from 'vite';

const EMITTED = /\/src\/gql\/graphql\.ts$/;
/** As the client preset writes them, a line each. */
const DOCUMENT = /^export const (\w+) = (\{.*\}) as unknown as .*;$/gm;
const APART = 'virtual:keytree-document/';

/**
 * The client preset emits the documents of all operations as one module, which would come with the first page: a quarter
 * of its script. As modules of their own they come with the pages that ask them.
 */
export function documentsApart(): Plugin {
  const documents = new Map<string, string>();
  return {
    name: 'keytree:documents-apart',
    enforce: 'pre',
    transform: {
      filter: { id: EMITTED },
      handler(code) {
        const apart = code.replace(DOCUMENT, (_line, name: string, json: string) => {
          documents.set(name, json);
          return `export { ${name} } from '${APART}${name}';`;
        });
        return { code: apart, map: null, moduleSideEffects: false };
      },
    },
    resolveId: (id) => (id.startsWith(APART) ? { id: `\0${id}`, moduleSideEffects: false } : null),
    load(id) {
      if (!id.startsWith(`\0${APART}`)) return null;
      const name = id.slice(APART.length + 1);
      return `export const ${name} = ${documents.get(name) ?? 'undefined'};`;
    },
  };
}
