'use strict';
// Starts second-server-process.ts in a process of its own, where jest does not load TypeScript.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

import('../../jest.config.mjs').then(({ default: jest }) => {
  const [, options] = Object.values(jest.transform)[0];
  require.extensions['.ts'] = (module, filename) => {
    const source = readFileSync(filename, 'utf8');
    const { code } = transformSync(source, { ...options, filename, module: { type: 'commonjs' }, swcrc: false });
    module._compile(code, filename);
  };
  require('reflect-metadata');
  require('./second-server-process');
});
