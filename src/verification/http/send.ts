import type { ServerResponse } from 'node:http';
import { FAULT_STATUS, type FaultCode } from './codes';

/** Answers hold names and ids: no cache on the way keeps them. */
export function sendJson(response: ServerResponse, status: number, json: string): void {
  const length = Buffer.byteLength(json);
  response.writeHead(status, [
    'Content-Type',
    'application/json',
    'Cache-Control',
    'no-store',
    'Content-Length',
    String(length),
  ]);
  // ASCII, as most answers are, is written in half the time where it need not be looked through for more.
  response.end(json, length === json.length ? 'latin1' : 'utf8');
}

export function sendError(
  response: ServerResponse,
  code: FaultCode,
  message: string,
  path: readonly string[] = [],
): void {
  sendJson(response, FAULT_STATUS[code], JSON.stringify({ code, message, ...(path.length > 0 ? { path } : {}) }));
}
