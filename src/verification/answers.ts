import { type DecisionCode, DECISION_CODES } from '../domain/decision/codes';
import { publicId } from '../domain/ids';
import type { Directory } from './directory/directory';
import type { KeyFlag, KeyTable } from './directory/key-table';
import { permissionsOfBits } from './directory/people-table';
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
/** What follows the name of a key, by its flags as bits. */
const AFTER_KEY_NAME = Array.from({ length: 1 << FLAGS.length }, (_, bits) => {
  const flags = FLAGS.map((flag, index) => `,"${flag}":${(bits >> index) % 2 === 1}`);
  return Buffer.from(`${flags.join('')}},"endpoint":`);
});

const NO_ENDPOINT_AND_USER = Buffer.from('null,"user":null}');

const RESULTS = Buffer.from('{"results":[');
const COMMA = Buffer.from(',');
const RESULTS_END = Buffer.from(']}');

/** Six texts of 255 characters at most, of which JSON makes six bytes each at most, and the names of all permissions. */
const MOST_BYTES_OF_ANSWER = 12_288;
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
function writeValid(directory: Directory, verdict: Verdict, from: number): number {
  const { accounts, keys } = directory;
  const { account, key, user, endpoint } = verdict;
  let end = write(BEGIN, from);
  end = write(EXTERNAL_ID, accounts.copyId(account, wire, end));
  end = accounts.hasExternalId(account) ? accounts.copyExternalId(account, wire, end) : write(NULL, end);
  end = accounts.copyName(account, wire, write(ACCOUNT_NAME, end));
  end = write(KEY_NAME, keys.copyId(key, wire, write(KEY_ID, end)));
  end = write(afterKeyName(keys, key), keys.copyName(key, wire, end));
  if (user === null && endpoint === null) return write(NO_ENDPOINT_AND_USER, end);
  return end + wire.write(endpointAndUser(directory, verdict), end, 'utf8');
}

function endpointAndUser(directory: Directory, { account, user, endpoint }: Verdict): string {
  const device = endpoint && {
    id: publicId('Endpoint', endpoint.id),
    name: endpoint.name,
    clientId: endpoint.clientId,
  };
  const person = user && {
    id: publicId('User', user.id),
    name: user.name,
    permissions: permissionsOfBits(directory.people.permissionsOn(user.id, account, directory.accounts)),
  };
  return `${JSON.stringify(device)},"user":${JSON.stringify(person)}}`;
}

function write(piece: Uint8Array, from: number): number {
  wire.set(piece, from);
  return from + piece.length;
}

function afterKeyName(keys: KeyTable, key: number): Uint8Array {
  let bits = 0;
  for (let index = 0; index < FLAGS.length; index++) if (keys.has(key, FLAGS[index] as KeyFlag)) bits |= 1 << index;
  return AFTER_KEY_NAME[bits] as Uint8Array;
}

/** The same with every check. */
export function explainedJson(directory: Directory, { verdict, checks }: Explained): WireJson {
  const answer = answerJson(directory, verdict);
  return checks === null ? answer : `${answer.slice(0, -1)},"checks":${JSON.stringify(checks)}}`;
}

export function explainedBatchJson(directory: Directory, all: readonly Explained[]): WireJson {
  return `{"results":[${all.map((one) => explainedJson(directory, one)).join(',')}]}`;
}
