import { type DecisionCode, DECISION_CODES } from '../domain/decision/codes';
import type { Explanation } from '../domain/decision/decide';
import type { Directory } from './directory/directory';
import type { KeyFlag, KeyTable } from './directory/key-table';
import { RATE_LIMITED_CODE } from './http/codes';
import type { RequestFacts } from './request-facts';

/** An answer without a decision: too many unknown values came from this client. */
export const RATE_LIMITED = `{"code":"${RATE_LIMITED_CODE}","valid":false}`;

const REFUSALS = Object.fromEntries(DECISION_CODES.map((code) => [code, `{"code":"${code}","valid":false}`])) as Record<
  DecisionCode,
  string
>;

const FLAGS: readonly KeyFlag[] = [
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
];
/** The ends of answers, by the flags of the key as bits. */
const ENDS = Array.from({ length: 1 << FLAGS.length }, (_, bits) => {
  const flags = FLAGS.map((flag, index) => `"${flag}":${(bits >> index) % 2 === 1}`);
  return `${flags.join(',')}},"endpoint":null,"user":null}`;
});

function endOf(keys: KeyTable, key: number): string {
  let bits = 0;
  for (let index = 0; index < FLAGS.length; index++) if (keys.has(key, FLAGS[index] as KeyFlag)) bits |= 1 << index;
  return ENDS[bits] as string;
}

/** The JSON of an answer; written by hand, since it is made for every request. */
export function answerJson(code: DecisionCode, directory: Directory, facts: RequestFacts): string {
  if (code !== 'VALID') return REFUSALS[code];
  const { accountFound: account, keyFound: key } = facts;
  const { accounts, keys } = directory;
  return (
    `{"code":"VALID","valid":true,"account":{"id":"acc_${accounts.idOf(account)}",` +
    `"externalId":${JSON.stringify(accounts.externalIdOf(account))},"name":${JSON.stringify(accounts.nameOf(account))}},` +
    `"apiKey":{"id":"key_${keys.idOf(key)}","name":${JSON.stringify(keys.nameOf(key))},${endOf(keys, key)}`
  );
}

/** The same with every check. */
export function explainedJson(explanation: Explanation, directory: Directory, facts: RequestFacts): string {
  const answer = answerJson(explanation.code, directory, facts);
  return `${answer.slice(0, -1)},"checks":${JSON.stringify(explanation.checks)}}`;
}
