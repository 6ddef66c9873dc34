import type { VerifyAnswer } from './types';

/** An answer that is none: another service's, or cut short. Null; nothing of the kind may pass for VALID. */
export function readAnswer(json: unknown): VerifyAnswer | null {
  if (!isObject(json)) return null;
  const { valid, code, account, apiKey } = json;
  if (valid === true)
    return code === 'VALID' && isObject(account) && isObject(apiKey) ? (json as object as VerifyAnswer) : null;
  return valid === false && typeof code === 'string' && code !== 'VALID' ? (json as object as VerifyAnswer) : null;
}

/** One for each request, or null. */
export function readAnswers(json: unknown, requests: number): VerifyAnswer[] | null {
  const results = isObject(json) ? json['results'] : null;
  if (!Array.isArray(results) || results.length !== requests) return null;
  const answers = results.map(readAnswer);
  return answers.every((answer) => answer !== null) ? answers : null;
}

/** What Keytree says of a question that it does not take. `from`: number of a batch's first request among all. */
export function readFault(json: unknown, from: number): { code: string; message: string; path: string[] } {
  const { code, message, path } = isObject(json) ? json : {};
  const steps = Array.isArray(path) ? path.map(String) : [];
  if (steps[0] === 'requests' && steps[1] !== undefined) steps[1] = String(from + Number(steps[1]));
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    message: typeof message === 'string' ? message : 'It says no more.',
    path: steps,
  };
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
