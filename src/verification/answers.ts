import { type DecisionCode, DECISION_CODES } from '../domain/decision/codes';
import type { Explanation } from '../domain/decision/decide';
import type { Directory } from './directory/directory';
import type { KeyFlag, KeyTable } from './directory/key-table';
import { RATE_LIMITED_CODE } from './http/codes';
import type { RequestFacts } from './request-facts';

/**
 * The JSON of an answer as it goes on the wire: its bytes in UTF-8 as a 'latin1' string, a character a byte. Names are
 * kept in this form: nothing has to be decoded, quoted and encoded again for a request.
 */
export type WireJson = string;

/** An answer without a decision: too many unknown values came from this client. */
export const RATE_LIMITED: WireJson = `{"code":"${RATE_LIMITED_CODE}","valid":false}`;

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

/** Where answers are put together, one at a time: names and external ids have 255 characters at most. */
const wire = Buffer.allocUnsafeSlow(16_384);

/** Written by hand, since it is made for every request. */
export function answerJson(code: DecisionCode, directory: Directory, facts: RequestFacts): WireJson {
  if (code !== 'VALID') return REFUSALS[code];
  const { accountFound: account, keyFound: key } = facts;
  const { accounts, keys } = directory;
  let end = write(BEGIN, 0);
  end = write(EXTERNAL_ID, accounts.copyId(account, wire, end));
  end = accounts.hasExternalId(account) ? accounts.copyExternalId(account, wire, end) : write(NULL, end);
  end = accounts.copyName(account, wire, write(ACCOUNT_NAME, end));
  end = write(KEY_NAME, keys.copyId(key, wire, write(KEY_ID, end)));
  end = write(endOf(keys, key), keys.copyName(key, wire, end));
  return wire.toString('latin1', 0, end);
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
export function explainedJson(explanation: Explanation, directory: Directory, facts: RequestFacts): WireJson {
  const answer = answerJson(explanation.code, directory, facts);
  return `${answer.slice(0, -1)},"checks":${JSON.stringify(explanation.checks)}}`;
}
