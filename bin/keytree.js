#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '../dist/main.js');
if (existsSync(main)) {
  require(main);
} else {
  console.error('keytree: not built yet, run npm run build first');
  process.exitCode = 1;
}
