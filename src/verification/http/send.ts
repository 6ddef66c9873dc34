import type { ServerResponse } from 'node:http';
import type { WireJson } from '../answers';
import { sendAtEndOfTurn } from './end-of-turn';
import { FAULT_STATUS, type FaultCode } from './codes';

/** An answer of verification. */
export function sendAnswer(response: ServerResponse, json: WireJson): void {
  sendAtEndOfTurn(response, 200, headersOf(json.length), json);
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, headersOf(Buffer.byteLength(json)));
  response.end(json);
}

/** Answers hold names and ids: no cache on the way keeps them. */
function headersOf(length: number): string[] {
  return ['Content-Type', 'application/json', 'Cache-Control', 'no-store', 'Content-Length', String(length)];
}

export function sendError(
  response: ServerResponse,
  code: FaultCode,
  message: string,
  path: readonly string[] = [],
): void {
  sendJson(response, FAULT_STATUS[code], JSON.stringify({ code, message, ...(path.length > 0 ? { path } : {}) }));
}
