#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const nodeModule = require('node:module');
const { join } = require('node:path');

// Node 22 and later keep what they compiled: the next start has less to do.
nodeModule.enableCompileCache?.();

const main = join(__dirname, '../dist/main.js');
if (existsSync(main)) {
  require(main);
} else {
  console.error('keytree: not built yet, run npm run build first');
  process.exitCode = 1;
}
