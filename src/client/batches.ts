import type { VerifyRequest } from './types';

/** What Keytree takes at a time, with room for what stands around the requests. */
const MOST_REQUESTS = 100;
const MOST_BYTES = 99_000;

export interface Batch {
  readonly requests: readonly VerifyRequest[];
  /** The JSON that asks them. */
  readonly body: string;
}

/** In their order, as few as possible; a request that is too large for any stands alone, for Keytree to refuse. */
export function* batchesOf(requests: readonly VerifyRequest[]): Generator<Batch> {
  let batch: VerifyRequest[] = [];
  let texts: string[] = [];
  let bytes = 0;
  for (const request of requests) {
    const text = JSON.stringify(request);
    const length = new TextEncoder().encode(text).length + 1;
    if (batch.length === MOST_REQUESTS || (batch.length > 0 && bytes + length > MOST_BYTES)) {
      yield { requests: batch, body: bodyOf(texts) };
      batch = [];
      texts = [];
      bytes = 0;
    }
    batch.push(request);
    texts.push(text);
    bytes += length;
  }
  if (batch.length > 0) yield { requests: batch, body: bodyOf(texts) };
}

function bodyOf(texts: readonly string[]): string {
  return `{"requests":[${texts.join(',')}]}`;
}
