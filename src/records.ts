import type { Logger } from 'pino';
import type { RecordsInMemory, Services } from './application/services';
import type { Config } from './config/config';
import { parseIpRange } from './domain/network/ip-range';
import { Nudges } from './verification/nudges';
import type { Recorder } from './verification/recorder';
import { startVerification, type Verification } from './verification/start-verification';

const MINUTE_MS = 60_000;

/** Loads the records of the installation and keeps them, for the verification face and for use cases. */
export function startRecords(
  config: Pick<Config, 'databaseUrl' | 'verification' | 'trustedProxies'>,
  services: Services,
  logger: Logger,
  recorder: Recorder,
  isStopping: () => boolean,
): Promise<Verification> {
  const { keyValues, tokens } = services.secrets;
  const { pollMs, maxStaleSeconds, unknownKeysPerMinute } = config.verification;
  return startVerification({
    databaseUrl: config.databaseUrl,
    hashOfValue: (value) => keyValues.hashText(value),
    hashOfToken: (token) => tokens.hashText(token),
    issuer: services.tokenSettings.issuer,
    pollIntervalMs: pollMs,
    maxStaleMs: maxStaleSeconds * 1000,
    unknownKeys: { most: unknownKeysPerMinute, windowMs: MINUTE_MS },
    trustedProxies: config.trustedProxies.flatMap((text) => {
      const parsed = parseIpRange(text);
      return parsed.ok ? [parsed.range] : [];
    }),
    recorder,
    isStopping,
    now: () => services.now().getTime(),
    log: logger,
  });
}

/** Hears of other instances' changes, where there is a Redis to hear it from. */
export function startNudges(
  { redisUrl }: Pick<Config, 'redisUrl'>,
  { secrets }: Services,
  { follower }: Verification,
  log: Logger,
): Nudges | null {
  if (redisUrl === null) return null;
  return Nudges.start({
    redisUrl,
    channel: `keytree:changes:${secrets.keyValuesFingerprint}`,
    // Of its own, and of a database before a restore, it knows already.
    onChange: (seq) => {
      if (!(seq <= follower.seq)) follower.nudge();
    },
    log,
  });
}

/** What use cases need of it. */
export function recordsOf(verification: Verification, nudges: Nudges | null = null): RecordsInMemory {
  return {
    caughtUp: (seq) => {
      nudges?.publish(seq);
      return verification.follower.caughtUp(seq);
    },
    explain: (question) => verification.explain(question),
    decide: (request) => verification.decide(request),
    inspect: (presented) => verification.inspect(presented),
    reach: (request) => verification.reach(request),
    isEffective: (account, key) => verification.isEffective(account, key),
    upTo: (seq) => verification.follower.caughtUp(seq),
  };
}
