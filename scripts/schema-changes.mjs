// What changed in the API since the last release; fails on a breaking change without a major version
// (before 1.0.0, without a minor one: semver.org, item 4).
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const ROOT = join(import.meta.dirname, '..');
const FILE = 'schema/schema.graphql';

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

/** The last release before this commit: a release itself is compared with the one before it. */
function lastReleaseTag() {
  const here = (git('tag', '--points-at', 'HEAD') ?? '').split('\n').some((tag) => /^v\d/.test(tag));
  return git('describe', '--tags', '--abbrev=0', '--match=v[0-9]*', here ? 'HEAD^' : 'HEAD')?.trim() ?? null;
}

function mayBreak(from, to) {
  const [oldMajor, oldMinor] = from.replace(/^v/, '').split('.').map(Number);
  const [major, minor] = to.split('.').map(Number);
  return major > oldMajor || (major === 0 && oldMajor === 0 && minor > oldMinor);
}

async function report() {
  const tag = lastReleaseTag();
  if (!tag) return console.log('schema changes: no release tag (v*) yet, nothing to compare with');
  const before = git('show', `${tag}:${FILE}`);
  if (!before) return console.log(`schema changes: ${tag} has no ${FILE}, nothing to compare with`);

  const changes = await diff(buildSchema(before), buildSchema(readFileSync(join(ROOT, FILE), 'utf8')));
  console.log(`schema changes since ${tag}: ${changes.length || 'none'}`);
  for (const { criticality, message } of changes) console.log(`  ${criticality.level}: ${message}`);

  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking).length;
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  if (breaking > 0 && !mayBreak(tag, version)) {
    console.error(`${breaking} breaking, and version ${version} does not say so after ${tag}`);
    process.exitCode = 1;
  }
}

await report();
