/** An answer takes less than a second; the longest, of a hundred keys at once, a few. */
const LIMIT_MS = 30_000;

/**
 * As `fetch`, for a service that takes a request and never answers, which is otherwise waited for without an end.
 *
 * @throws DOMException TimeoutError; whether the request was carried out is not known
 */
export async function fetchInTime(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('No answer in time.', 'TimeoutError')), LIMIT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
  try {
    return await fetch(input, { ...init, signal });
  } finally {
    clearTimeout(timer);
  }
}
