// Requests of verification in their kinds, and wrk, which sends them.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { product } from './product.mjs';

const SCRIPT = fileURLToPath(new URL('../verify-http.lua', import.meta.url));
export const CONNECTIONS = 64;

/** Requests that are answered with these codes: what passes, what no key bears, and what a key is refused for. */
export const KINDS = {
  hits: ['VALID'],
  misses: ['KEY_NOT_FOUND'],
  refusals: ['KEY_INACTIVE', 'KEY_EXPIRED', 'IP_NOT_ALLOWED', 'FULL_ACCESS_REQUIRED'],
};

/** So many requests of a kind, each with another key and client, most with another account too. */
export function requestsOf(kind, records, count) {
  const requests = [];
  const step = 104_729;
  for (let at = 1; requests.length < count; at++) {
    const key = (at * step) % records.keys;
    const account = records.accountOf(key);
    if (account % 2_000 === 1_999) continue;
    const body = bodyOf(records, key, at);
    if (kind === 'misses') requests.push({ ...body, key: unknownValue() });
    else if (kind === 'hits') {
      if (records.isPlain(key)) requests.push(body);
    } else if (records.isPlain(key)) {
      // Every other one is a key whose flag does not do for what is asked.
      if (key % 4 !== 0 && at % 8 === 0) requests.push({ ...body, operation: 'ADMINISTRATIVE' });
    } else if (key % records.perAccount > 1) requests.push(body);
  }
  return requests;
}

/** What asks for the key on its own account, from a client of that number. */
export function bodyOf(records, key, at) {
  const account = nameOf(records, records.accountOf(key), at);
  return { account, key: records.value(key), clientIp: ipOf(at), operation: 'LIMITED' };
}

function nameOf(records, account, at) {
  const externalId = records.externalId(account);
  return at % 3 === 0 && externalId ? { externalId } : { id: `acc_${records.accountId(account)}` };
}

/** A client of its own for each number. */
export function ipOf(at) {
  return `203.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
}

function unknownValue() {
  return product('domain/keys/key-value').generateKeyValue();
}

export function writeBodies(path, bodies) {
  return writeFile(path, bodies.map((body) => `${JSON.stringify(body)}\n`).join(''));
}

/** What the server answers to one body. @throws where it is no 200 */
export async function answerOf(url, credential, body, moreHeaders = {}) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credential}`, ...moreHeaders };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}

/**
 * One round of wrk: requests a second, and latency in milliseconds.
 * @param load with a `header`, the lines of the file `bodies` are its values, and `body` is always the same
 * @throws where a request fails
 */
export async function shoot(url, { bodies, credential, seconds, connections = CONNECTIONS, header, body }) {
  const words = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '30s',
    '--latency',
    '-s',
    SCRIPT,
    url,
    '--',
    bodies,
    credential,
    ...(header ? [header, JSON.stringify(body)] : []),
  ];
  const { stdout } = await promisify(execFile)('wrk', words).catch((error) => {
    if (error.code === 'ENOENT') throw new Error('wrk is not there: apt-get install wrk');
    throw error;
  });
  const { requests, microseconds, failed, p50, p99 } = JSON.parse(/^figures (.*)$/m.exec(stdout)[1]);
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed`);
  return { perSecond: requests / (microseconds / 1e6), p50Ms: p50 / 1000, p99Ms: p99 / 1000, requests };
}
