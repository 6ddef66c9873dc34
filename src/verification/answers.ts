import { type DecisionCode, DECISION_CODES } from '../domain/decision/codes';
import type { Directory } from './directory/directory';
import type { KeyFlag, KeyTable } from './directory/key-table';
import { RATE_LIMITED_CODE } from './http/codes';
import type { Explained, Verdict } from './verifier';
import { MOST_IN_BATCH } from './verify-request';

/**
 * The JSON of an answer as it goes on the wire: its bytes in UTF-8 as a 'latin1' string, a character a byte. Names are
 * kept in this form: nothing has to be decoded, quoted and encoded again for a request.
 */
export type WireJson = string;

/** An answer without a decision: too many unknown values came from this client. */
const RATE_LIMITED: WireJson = `{"code":"${RATE_LIMITED_CODE}","valid":false}`;

const REFUSALS = Object.fromEntries(DECISION_CODES.map((code) => [code, `{"code":"${code}","valid":false}`])) as Record<
  DecisionCode,
  WireJson
>;

const FLAGS: readonly KeyFlag[] = [
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
];

// A valid answer is pieces that are always the same, with ids, texts and flags between them.
const BEGIN = Buffer.from('{"code":"VALID","valid":true,"account":{"id":"acc_');
const EXTERNAL_ID = Buffer.from('","externalId":');
const NULL = Buffer.from('null');
const ACCOUNT_NAME = Buffer.from(',"name":');
const KEY_ID = Buffer.from('},"apiKey":{"id":"key_');
const KEY_NAME = Buffer.from('","name":');
/** The ends, by the flags of the key as bits. */
const ENDS = Array.from({ length: 1 << FLAGS.length }, (_, bits) => {
  const flags = FLAGS.map((flag, index) => `,"${flag}":${(bits >> index) % 2 === 1}`);
  return Buffer.from(`${flags.join('')}},"endpoint":null,"user":null}`);
});

const RESULTS = Buffer.from('{"results":[');
const COMMA = Buffer.from(',');
const RESULTS_END = Buffer.from(']}');

/** Two names and an external id, each of 200 characters at most, of which JSON makes six bytes each at most. */
const MOST_BYTES_OF_ANSWER = 6_144;
/** Where answers are put together. */
const wire = Buffer.allocUnsafeSlow((MOST_IN_BATCH + 1) * MOST_BYTES_OF_ANSWER);

export function answerJson(directory: Directory, verdict: Verdict): WireJson {
  if (verdict.code !== 'VALID') return refusalJson(verdict.code);
  return wire.toString('latin1', 0, writeValid(directory, verdict, 0));
}

function refusalJson(code: Exclude<Verdict['code'], 'VALID'>): WireJson {
  return code === null ? RATE_LIMITED : REFUSALS[code];
}

/** Of at most `MOST_IN_BATCH`. As bytes: a text of this size would be copied more than once. */
export function batchJson(directory: Directory, verdicts: readonly Verdict[]): Buffer {
  let end = write(RESULTS, 0);
  for (const verdict of verdicts) {
    end =
      verdict.code === 'VALID'
        ? writeValid(directory, verdict, end)
        : end + wire.write(refusalJson(verdict.code), end, 'latin1');
    end = write(COMMA, end);
  }
  // The last comma gives way.
  end = write(RESULTS_END, verdicts.length > 0 ? end - 1 : end);
  return Buffer.from(wire.subarray(0, end));
}

/** Written by hand, since it is made for every request. */
function writeValid({ accounts, keys }: Directory, { account, key }: Verdict, from: number): number {
  let end = write(BEGIN, from);
  end = write(EXTERNAL_ID, accounts.copyId(account, wire, end));
  end = accounts.hasExternalId(account) ? accounts.copyExternalId(account, wire, end) : write(NULL, end);
  end = accounts.copyName(account, wire, write(ACCOUNT_NAME, end));
  end = write(KEY_NAME, keys.copyId(key, wire, write(KEY_ID, end)));
  return write(endOf(keys, key), keys.copyName(key, wire, end));
}

function write(piece: Uint8Array, from: number): number {
  wire.set(piece, from);
  return from + piece.length;
}

function endOf(keys: KeyTable, key: number): Uint8Array {
  let bits = 0;
  for (let index = 0; index < FLAGS.length; index++) if (keys.has(key, FLAGS[index] as KeyFlag)) bits |= 1 << index;
  return ENDS[bits] as Uint8Array;
}

/** The same with every check. */
export function explainedJson(directory: Directory, { verdict, checks }: Explained): WireJson {
  const answer = answerJson(directory, verdict);
  return checks === null ? answer : `${answer.slice(0, -1)},"checks":${JSON.stringify(checks)}}`;
}

export function explainedBatchJson(directory: Directory, all: readonly Explained[]): WireJson {
  return `{"results":[${all.map((one) => explainedJson(directory, one)).join(',')}]}`;
}
