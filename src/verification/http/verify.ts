import type { IncomingMessage, ServerResponse } from 'node:http';
import { twinOf } from '../../domain/network/twin-headers';
import { answerJson, batchJson, explainedBatchJson, explainedJson, type WireJson } from '../answers';
import type { Directory } from '../directory/directory';
import type { Gateway } from '../directory/gateway-table';
import { FormError, MOST_IN_BATCH, type VerifyRequest, verifyRequestOf } from '../verify-request';
import { MAX_BODY_BYTES, readBody } from './read-body';
import { type Reply, replyOfAnswer, replyOfFault, send } from './reply';
import { atEndOfTurn, type Exchange } from './turn';
import type { VerificationFace } from './verification-face';

const TRUSTED_HEADERS: ReadonlySet<string> = new Set(['authorization']);

/** Decides about what a body asks; what it answers writes the answer, in the same turn. @throws FormError */
export type Decide = (
  face: VerificationFace,
  directory: Directory,
  gateway: Gateway,
  body: unknown,
) => () => WireJson | Buffer;

export const verify: Decide = (face, directory, gateway, body) => {
  const verdict = face.verifier.decide(directory, gateway, verifyRequestOf(body), face.now());
  return () => answerJson(directory, verdict);
};

export const verifyExplained: Decide = (face, directory, gateway, body) => {
  const explained = face.verifier.explain(directory, gateway, verifyRequestOf(body), face.now());
  return () => explainedJson(directory, explained);
};

/** `{ "requests": [...] }` is answered with `{ "results": [...] }`, in their order, all at one instant. */
export const verifyBatch: Decide = (face, directory, gateway, body) => {
  const nowMs = face.now();
  const verdicts = batchOf(body).map((one) => face.verifier.decide(directory, gateway, one, nowMs));
  return () => batchJson(directory, verdicts);
};

export const verifyBatchExplained: Decide = (face, directory, gateway, body) => {
  const nowMs = face.now();
  const all = batchOf(body).map((one) => face.verifier.explain(directory, gateway, one, nowMs));
  return () => explainedBatchJson(directory, all);
};

function batchOf(body: unknown): VerifyRequest[] {
  const requests = typeof body === 'object' && body !== null ? (body as { requests?: unknown }).requests : undefined;
  if (!Array.isArray(requests) || Object.keys(body as object).length !== 1) {
    throw new FormError('Send `{ "requests": [ ... ] }`.', []);
  }
  if (requests.length > MOST_IN_BATCH) {
    throw new FormError(`At most ${MOST_IN_BATCH} requests at a time; you sent ${requests.length}.`, ['requests']);
  }
  return requests.map((one, index) => {
    try {
      return verifyRequestOf(one);
    } catch (error) {
      if (error instanceof FormError) throw new FormError(error.message, ['requests', String(index), ...error.path]);
      throw error;
    }
  });
}

/** Who may not ask is told before the body is looked at. What the records say is looked up when all of it is there. */
export function respond(
  face: VerificationFace,
  request: IncomingMessage,
  response: ServerResponse,
  decideOn: Decide,
): void {
  readBody(request, (text) => atEndOfTurn(new VerifyExchange(face, request, response, decideOn, text)));
}

interface Asked {
  readonly directory: Directory;
  readonly gateway: Gateway;
  readonly body: unknown;
}

class VerifyExchange implements Exchange {
  private asked: Asked | null = null;
  private answerOf: (() => WireJson | Buffer) | null = null;
  private reply: Reply | null = null;

  /** @param text null where it is too large */
  constructor(
    private readonly face: VerificationFace,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly decideOn: Decide,
    private readonly text: string | null,
  ) {}

  read(): void {
    const { face, request, text } = this;
    const directory = face.isStopping() ? null : face.directory();
    if (directory === null) {
      this.reply = forNow(face);
      return;
    }
    if (twinOf(request.rawHeaders, TRUSTED_HEADERS) !== null) {
      this.reply = replyOfFault('BAD_REQUEST', 'The header Authorization came twice: send it once.');
      return;
    }
    const gateway = face.gateways.ofBearer(directory, request.headers.authorization);
    if (!gateway) {
      this.reply = UNKNOWN;
      return;
    }
    if (text === null) {
      this.reply = replyOfFault('BODY_TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`);
      return;
    }
    try {
      this.asked = { directory, gateway, body: JSON.parse(text) };
    } catch {
      this.reply = replyOfFault('BAD_REQUEST', 'The body is not JSON.');
    }
  }

  decide(): void {
    const { face, asked } = this;
    if (asked) this.answerOf = this.decideOn(face, asked.directory, asked.gateway, asked.body);
  }

  answer(): void {
    if (this.answerOf) this.reply = replyOfAnswer(this.answerOf());
  }

  fail(error: unknown): void {
    this.reply = replyOfError(this.face, error);
  }

  send(): void {
    if (this.reply) send(this.response, this.reply);
  }
}

function replyOfError(face: VerificationFace, error: unknown): Reply {
  if (error instanceof FormError) return replyOfFault('BAD_REQUEST', error.message, error.path);
  face.failed(error);
  return replyOfFault('INTERNAL_SERVER_ERROR', 'Something went wrong in the service. Its log has the reason.');
}

function forNow(face: VerificationFace): Reply {
  return face.isStopping()
    ? replyOfFault('STOPPING', 'The service is stopping: ask another instance.', [], ['Connection', 'close'])
    : replyOfFault('STALE', 'The records are not known to be up to date: ask another instance, or try again.');
}

const UNKNOWN = replyOfFault(
  'UNAUTHENTICATED',
  'Send the credential of a gateway: `Authorization: Bearer ktg_...`.',
  [],
  ['WWW-Authenticate', 'Bearer realm="keytree"'],
);
