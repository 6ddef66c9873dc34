import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckCode } from '../domain/decision/codes';
import type { AccessToken } from '../domain/tokens/access-token';
import type { IpRange } from '../domain/network/ip-range';
import { openRawReader } from '../database/raw-reader';
import { type AccessRequest, decideAccess, type DecidedAccess } from './decide-access';
import { keyIsEffective } from './key-is-effective';
import { type KeyReach, keyReach } from './key-reach';
import { explainAccess, type AccessQuestion, type AccessAnswer } from './explain-access';
import { Follower, type FollowerLog } from './directory/follower';
import { GatewayAuthenticator } from './gateway-authenticator';
import { handleVerification } from './http/handle-verification';
import type { VerificationFace } from './http/verification-face';
import type { Recorder } from './recorder';
import { RequestFacts } from './request-facts';
import { type InspectedToken, inspectToken } from './tokens/inspect-token';
import { TokenReader } from './tokens/token-reader';
import { type UnknownKeyLimit, UnknownKeyLimiter } from './unknown-key-limiter';
import { Verifier } from './verifier';
import type { AccountName } from './verify-request';

export interface VerificationOptions {
  readonly databaseUrl: string;
  /** Keyed hashes as 'latin1' strings: of key values, and of gateways' credentials. */
  readonly hashOfValue: (value: string) => string;
  readonly hashOfToken: (token: string) => string;
  /** Of access tokens: `iss`. */
  readonly issuer: string;
  readonly pollIntervalMs: number;
  readonly maxStaleMs: number;
  /** Change records; where there are more, everything is loaded anew. */
  readonly mostToFollow?: number | undefined;
  readonly unknownKeys: UnknownKeyLimit;
  readonly trustedProxies: readonly IpRange[];
  readonly recorder: Recorder;
  readonly isStopping: () => boolean;
  readonly now: () => number;
  readonly log: FollowerLog & { error(fields: object, message: string): void };
}

export interface Verification {
  readonly follower: Follower;
  /** False where the request is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** These five: null where the records are not known to be up to date. */
  explain(question: AccessQuestion): AccessAnswer | null;
  decide(request: AccessRequest): DecidedAccess | null;
  inspect(presented: string | AccessToken): InspectedToken | null;
  reach(request: AccessRequest): KeyReach | CheckCode | null;
  isEffective(account: AccountName, key: string): boolean | null;
  close(): Promise<void>;
}

/** Another connection, or another node, may do before decisions must be refused. */
const LONGEST_POLL_MS = 5_000;
const POLLS_UNTIL_STALE = 3;
/** Counting the keys for loading takes a large database a while. */
const SILENCE_MS = 30_000;

/** Loads the records and follows their changes. @throws where the database cannot be read. */
export async function startVerification(options: VerificationOptions): Promise<Verification> {
  const { recorder, now } = options;
  const pollTimeoutMs = Math.min(LONGEST_POLL_MS, options.maxStaleMs / POLLS_UNTIL_STALE);
  const follower = new Follower({
    open: () => openRawReader({ url: options.databaseUrl, connectTimeoutMs: pollTimeoutMs, silenceMs: SILENCE_MS }),
    intervalMs: options.pollIntervalMs,
    pollTimeoutMs,
    maxStaleMs: options.maxStaleMs,
    mostToFollow: options.mostToFollow,
    log: options.log,
    beforeApply: (directory) => recorder.settle(directory),
  });
  await follower.start();
  const tokens = new TokenReader(options.issuer);
  const face: VerificationFace = {
    directory: () => follower.fresh,
    gateways: new GatewayAuthenticator(options.hashOfToken),
    verifier: new Verifier(options.hashOfValue, tokens, new UnknownKeyLimiter(options.unknownKeys), recorder),
    trustedProxies: options.trustedProxies,
    isStopping: options.isStopping,
    now,
    failed: (error) => options.log.error({ err: error }, 'a verification failed'),
  };
  const facts = new RequestFacts(options.hashOfValue, tokens);
  return {
    follower,
    handle: (request, response) => handleVerification(face, request, response),
    decide: (request) => follower.fresh && decideAccess(follower.fresh, face.verifier, request, now()),
    inspect: (presented) => follower.fresh && inspectToken(follower.fresh, tokens, presented, now()),
    reach: (request) => follower.fresh && keyReach(follower.fresh, facts, request, now()),
    isEffective: (account, key) => follower.fresh && keyIsEffective(follower.fresh, facts, account, key, now()),
    explain: (question) => follower.fresh && explainAccess(follower.fresh, facts, question, now()),
    close: () => follower.close(),
  };
}
