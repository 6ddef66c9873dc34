import type { ServerResponse } from 'node:http';
import type { WireJson } from '../answers';
import { FAULT_STATUS, type FaultCode } from './codes';

export interface Reply {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: WireJson | Buffer;
}

export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers);
  response.end(body, 'latin1');
}

/** Of status 200. */
export function replyOfAnswer(body: WireJson | Buffer): Reply {
  return { status: 200, headers: headersOf(body), body };
}

export function replyOfFault(
  code: FaultCode,
  message: string,
  path: readonly string[] = [],
  headers: readonly string[] = [],
): Reply {
  const json = JSON.stringify({ code, message, ...(path.length > 0 ? { path } : {}) });
  const body = Buffer.from(json).toString('latin1');
  return { status: FAULT_STATUS[code], headers: [...headers, ...headersOf(body)], body };
}

/** Answers hold names and ids: no cache on the way keeps them. */
function headersOf(body: WireJson | Buffer): string[] {
  return ['Content-Type', 'application/json', 'Cache-Control', 'no-store', 'Content-Length', String(body.length)];
}
