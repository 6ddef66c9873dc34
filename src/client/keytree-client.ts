import { batchesOf } from './batches';
import { KeytreeRefusedError, KeytreeUnavailableError } from './errors';
import { readAnswer, readAnswers, readFault } from './read-answers';
import { pause, pauseMs } from './retry';
import type { VerifyAnswer, VerifyRequest } from './types';

export interface KeytreeClientOptions {
  /** Where Keytree is, `https://keytree.internal`. */
  readonly url: string | URL;
  /** Of the gateway, `ktg_...`. */
  readonly credential: string;
  /** Of one attempt; 2000 by default. A call takes at most `retries + 1` of them, and the pauses between. */
  readonly timeoutMs?: number;
  /** Further attempts where Keytree is not reached or cannot decide; 2 by default. */
  readonly retries?: number;
}

export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

interface Question {
  readonly path: string;
  readonly body: string;
  readonly requests: readonly VerifyRequest[];
  /** Number of the first request of a batch among all. */
  readonly from: number;
}

/** Of Keytree, and of a proxy before it. To ask again changes nothing: a decision is only read. */
const TRIED_AGAIN: readonly number[] = [502, 503, 504];

/** Asks Keytree whether requests may pass. */
export class KeytreeClient {
  // Truly private: what prints a client prints no credential.
  readonly #credential: string;
  readonly #url: string;
  readonly #timeoutMs: number;
  readonly #retries: number;

  /** @throws TypeError where an option cannot be used; the message does not repeat it */
  constructor({ url, credential, timeoutMs = 2_000, retries = 2 }: KeytreeClientOptions) {
    this.#url = baseOf(url);
    // It goes into a header: fetch would repeat in its error what does not fit into one.
    if (!/^ktg_[0-9A-Za-z]+$/.test(credential))
      throw new TypeError('`credential` is no credential of a gateway, ktg_...');
    this.#credential = credential;
    this.#timeoutMs = within('timeoutMs', timeoutMs, 1, 600_000);
    this.#retries = within('retries', retries, 0, 10);
  }

  /**
   * May this request pass?
   *
   * @throws KeytreeUnavailableError, KeytreeRefusedError
   */
  async verify(request: VerifyRequest, { signal }: CallOptions = {}): Promise<VerifyAnswer> {
    const question = { path: '/v1/verify', body: JSON.stringify(request), requests: [request], from: 0 };
    return this.#ask(question, readAnswer, signal);
  }

  /**
   * Answers in the order of the requests. They go a hundred at a time, or fewer where they are long; where one such batch
   * fails, so does the call.
   *
   * @throws KeytreeUnavailableError, KeytreeRefusedError
   */
  async verifyBatch(requests: readonly VerifyRequest[], { signal }: CallOptions = {}): Promise<VerifyAnswer[]> {
    const answers: VerifyAnswer[] = [];
    for (const batch of batchesOf(requests)) {
      const question = { path: '/v1/verify/batch', ...batch, from: answers.length };
      answers.push(...(await this.#ask(question, (json) => readAnswers(json, batch.requests.length), signal)));
    }
    return answers;
  }

  async #ask<T>(question: Question, read: (json: unknown) => T | null, signal: AbortSignal | undefined): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const tried = await this.#try(question, signal);
      if (tried instanceof KeytreeUnavailableError) {
        if (attempt >= this.#retries) throw tried;
        await pause(pauseMs(attempt), signal);
        continue;
      }
      const { status, json } = tried;
      if (status >= 400 && status < 500) throw this.#refused(status, json, question);
      const answer = status === 200 ? read(json) : null;
      if (answer !== null) return answer;
      throw new KeytreeUnavailableError(`What answered with ${status} is not of Keytree's form.`, status);
    }
  }

  /** What answers may repeat what it was sent: none of it gets into the error. */
  #refused(status: number, json: unknown, { requests, from }: Question): KeytreeRefusedError {
    const secrets = [this.#credential, ...requests.flatMap(secretsOf)];
    const clean = (text: string): string => secrets.reduce((told, secret) => told.replaceAll(secret, '…'), text);
    const { code, message, path } = readFault(json, from);
    const told = `Keytree refused the question (${status} ${code}): ${message}`;
    return new KeytreeRefusedError(clean(told), status, clean(code), path.map(clean));
  }

  /** One attempt. An error that is answered, not thrown, is worth another. */
  async #try(
    { path, body }: Question,
    signal: AbortSignal | undefined,
  ): Promise<{ status: number; json: unknown } | KeytreeUnavailableError> {
    signal?.throwIfAborted();
    const late = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await fetch(this.#url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#credential}`, 'content-type': 'application/json' },
        body,
        // Whoever answers with another address does not get the key.
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      const { status } = response;
      const text = await response.text();
      if (TRIED_AGAIN.includes(status)) return new KeytreeUnavailableError(`Keytree answered with ${status}.`, status);
      return { status, json: parsed(text) };
    } catch (cause) {
      signal?.throwIfAborted();
      const why = late.aborted ? `did not answer within ${this.#timeoutMs} ms` : 'cannot be reached';
      return new KeytreeUnavailableError(`Keytree ${why}.`, null, { cause });
    }
  }
}

/** Undefined where it is no JSON: the error would repeat the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function baseOf(url: string | URL): string {
  const text = String(url);
  const parsed = URL.canParse(text) ? new URL(text) : null;
  const fits =
    parsed &&
    /^https?:$/.test(parsed.protocol) &&
    parsed.username + parsed.password + parsed.search + parsed.hash === '';
  if (!fits) throw new TypeError('`url` is no http or https address, or has more than host and path');
  return parsed.href.replace(/\/+$/, '');
}

function within(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new TypeError(`\`${name}\` is a whole number from ${min} to ${max}`);
}

function secretsOf({ key, userToken, deviceToken }: VerifyRequest): string[] {
  return [key, userToken, deviceToken].filter(
    (secret): secret is string => typeof secret === 'string' && secret !== '',
  );
}
