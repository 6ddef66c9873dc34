// `node --require` this: runs the sources themselves, compiled as jest.config.mjs does, so that tests of the command
// line need no build and can meet no old one. What was compiled is kept for the run.
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

const folder = join(process.env.KEYTREE_TEST_FOLDER, 'compiled');
mkdirSync(folder, { recursive: true });

// Ends with the test that started it, also where that was killed. Threads have no input of their own.
if (isMainThread)
  process.stdin
    .on('end', () => process.exit(1))
    .resume()
    .unref();

Module._extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const kept = join(folder, createHash('sha256').update(file).update(source).digest('hex'));
  if (!existsSync(kept)) {
    writeFileSync(`${kept}.${process.pid}`, compile(source, file));
    renameSync(`${kept}.${process.pid}`, kept);
  }
  module._compile(readFileSync(kept, 'utf8'), file);
};

function compile(source, filename) {
  return require('@swc/core').transformSync(source, {
    filename,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    },
  }).code;
}
