import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const CONSOLE = join(import.meta.dirname, '..');

/** The operations of the build, for the server that serves it: it takes those that it finds here by their hash. */
export function manifestBeside(): Plugin {
  return {
    name: 'keytree:manifest-beside',
    apply: 'build',
    closeBundle: () =>
      copyFileSync(join(CONSOLE, 'src/gql/persisted-documents.json'), join(CONSOLE, 'dist/persisted-documents.json')),
  };
}
