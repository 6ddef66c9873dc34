import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const ASSETS = join(import.meta.dirname, '../dist/assets');

/** Once, as small as it goes, so that the server compresses nothing when it is asked. */
export function precompress(): Plugin {
  return {
    name: 'keytree:precompress',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(ASSETS).filter((one) => /[.](js|css|svg)$/.test(one))) {
        const file = join(ASSETS, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}
