import { type DecisionCode, DECISION_CODES } from '../domain/decision/codes';
import type { Explanation } from '../domain/decision/decide';
import type { Directory } from './directory/directory';
import { RATE_LIMITED_CODE } from './http/codes';
import type { RequestFacts } from './request-facts';

/** An answer without a decision: too many unknown values came from this client. */
export const RATE_LIMITED = `{"code":"${RATE_LIMITED_CODE}","valid":false}`;

const REFUSALS = Object.fromEntries(DECISION_CODES.map((code) => [code, `{"code":"${code}","valid":false}`])) as Record<
  DecisionCode,
  string
>;

/** The JSON of an answer; written by hand, since it is made for every request. */
export function answerJson(code: DecisionCode, directory: Directory, facts: RequestFacts): string {
  if (code !== 'VALID') return REFUSALS[code];
  const { accountFound: account, keyFound: key } = facts;
  const { accounts, keys } = directory;
  return (
    `{"code":"VALID","valid":true,"account":{"id":"acc_${accounts.idOf(account)}",` +
    `"externalId":${JSON.stringify(accounts.externalIdOf(account))},"name":${JSON.stringify(accounts.nameOf(account))}},` +
    `"apiKey":{"id":"key_${keys.idOf(key)}","name":${JSON.stringify(keys.nameOf(key))},` +
    `"fullApiAccess":${keys.has(key, 'fullApiAccess')},` +
    `"allowUnauthenticatedRequests":${keys.has(key, 'allowUnauthenticatedRequests')},` +
    `"allowUntrustedEndpoints":${keys.has(key, 'allowUntrustedEndpoints')},` +
    `"automaticEndpointTrust":${keys.has(key, 'automaticEndpointTrust')}},"endpoint":null,"user":null}`
  );
}

/** The same with every check. */
export function explainedJson(explanation: Explanation, directory: Directory, facts: RequestFacts): string {
  const answer = answerJson(explanation.code, directory, facts);
  return `${answer.slice(0, -1)},"checks":${JSON.stringify(explanation.checks)}}`;
}
