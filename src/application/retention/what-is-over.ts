import type { Deletion } from '../../database/delete-some';
import { instantParameter } from '../../database/dialect';
import { forgottenBefore } from '../keys/value-on-line';
import type { Services } from '../services';
import { hourOf } from '../usage/write-usage';

export interface RetentionSettings {
  /** How long counts of requests, uses of keys and refusals are kept. */
  readonly usageDays: number;
  readonly keyUseDays: number;
  readonly deniedRequestDays: number;
  /** How many of the last changes are kept for those who follow them: who is further behind loads everything anew. */
  readonly changes: number;
}

const DAY_MS = 86_400_000;
/** Of one account, whatever their age. */
const MOST_DENIED_REQUESTS = 10_000;
const WEBHOOK_DELIVERY_DAYS = 30;
/** Webhooks are told of the last day. */
const REFUSAL_HOUR_DAYS = 2;

/** What is kept no longer, by what it is. The audit log is not among it: it is kept for ever. */
export const RETAINED = {
  usage: ({ settings, nowMs }) => [
    {
      table: 'usage_day',
      key: ['account_id', 'day', 'key_id', 'outcome'],
      where: 'day < ?',
      parameters: [new Date(nowMs - settings.usageDays * DAY_MS).toISOString().slice(0, 10)],
    },
  ],

  keyUses: ({ settings, nowMs, instant }) => [
    {
      table: 'key_use',
      key: ['key_id', 'account_id', 'ip'],
      where: 'last_at < ?',
      parameters: [instant(nowMs - settings.keyUseDays * DAY_MS)],
    },
  ],

  deniedRequests: ({ settings, nowMs }) => [
    {
      table: 'denied_request',
      key: ['id'],
      where: 'id < ?',
      parameters: [firstIdOf(nowMs - settings.deniedRequestDays * DAY_MS)],
    },
  ],

  surplusDeniedRequests: async ({ services }) => {
    const { read } = services.database;
    const crowded = await read.query<{ id: string }[]>(
      `SELECT account_id AS id FROM denied_request GROUP BY account_id HAVING COUNT(*) > ${MOST_DENIED_REQUESTS}`,
    );
    const newestSurplus = `SELECT id FROM denied_request WHERE account_id = ? ORDER BY id DESC LIMIT 1 OFFSET ${MOST_DENIED_REQUESTS}`;
    const deletions: Deletion[] = [];
    for (const { id: accountId } of crowded) {
      const [newest] = await read.query<{ id: string }[]>(newestSurplus, [accountId]);
      const where = 'account_id = ? AND id <= ?';
      if (newest) deletions.push({ table: 'denied_request', key: ['id'], where, parameters: [accountId, newest.id] });
    }
    return deletions;
  },

  changes: async ({ services, settings }) => {
    const [row] = await services.database.read.query<{ seq: number | string }[]>('SELECT seq FROM installation');
    const last = Number(row?.seq ?? 0) - settings.changes;
    return [{ table: 'change_record', key: ['seq', 'n'], where: 'seq <= ?', parameters: [last] }];
  },

  attempts: ({ nowMs, instant }) => [
    { table: 'attempt', key: ['bucket'], where: 'window_ends_at <= ?', parameters: [instant(nowMs)] },
  ],

  // With their refresh tokens.
  sessions: ({ nowMs, instant }) => [
    { table: 'session', key: ['id'], where: 'expires_at <= ?', parameters: [instant(nowMs)] },
  ],

  refreshTokens: ({ nowMs, instant }) =>
    byHash('session_refresh_token', 'token_hash', ['token_hash'], 'expires_at <= ?', instant(nowMs)),

  deviceRegistrations: ({ nowMs, instant }) => [
    { table: 'device_registration', key: ['id'], where: 'expires_at <= ?', parameters: [instant(nowMs)] },
  ],

  // Nobody decided in time: the device has to register again. No decision was ever made by one of them.
  pendingEndpoints: ({ nowMs, instant }) => [
    {
      table: 'endpoint',
      key: ['id'],
      where:
        "status = 'PENDING' AND NOT EXISTS (SELECT 1 FROM device_registration r WHERE r.endpoint_id = endpoint.id AND r.expires_at > ?)",
      parameters: [instant(nowMs)],
    },
  ],

  // With their refresh tokens.
  tokenFamilies: ({ nowMs, instant }) => [
    { table: 'token_family', key: ['id'], where: 'expires_at <= ?', parameters: [instant(nowMs)] },
  ],

  tokensOfFamilies: ({ nowMs, instant }) =>
    byHash('refresh_token', 'token_hash', ['token_hash'], 'expires_at <= ?', instant(nowMs)),

  endedTokenFamilies: ({ nowMs, instant }) => [
    { table: 'ended_token_family', key: ['id'], where: 'forget_at <= ?', parameters: [instant(nowMs)] },
  ],

  usedAssertions: ({ nowMs, instant }) => [
    { table: 'used_assertion', key: ['assertion_hash'], where: 'forget_at <= ?', parameters: [instant(nowMs)] },
  ],

  webhookDeliveries: ({ nowMs }) => [
    {
      table: 'webhook_delivery',
      key: ['id'],
      where: 'id < ?',
      parameters: [firstIdOf(nowMs - WEBHOOK_DELIVERY_DAYS * DAY_MS)],
    },
  ],

  refusalHours: ({ nowMs }) => [
    {
      table: 'refusal_hour',
      key: ['hour', 'account_id'],
      where: 'hour < ?',
      parameters: [hourOf(new Date(nowMs - REFUSAL_HOUR_DAYS * DAY_MS))],
    },
  ],

  // Decisions take no notice of them since long, so the write lock is not needed.
  replacedValues: ({ nowMs, instant }) =>
    byHash(
      'api_key_value',
      'value_hash',
      ['value_hash', 'account_id'],
      'works_until <= ?',
      instant(forgottenBefore(new Date(nowMs)).getTime()),
    ),
} satisfies Record<string, (now: RetentionNow) => readonly Deletion[] | Promise<readonly Deletion[]>>;

export type Retained = keyof typeof RETAINED;

export interface RetentionNow {
  readonly services: Pick<Services, 'database' | 'now'>;
  readonly settings: RetentionSettings;
  readonly nowMs: number;
  readonly instant: (atMs: number) => Date | string;
}

export function retentionNow(services: RetentionNow['services'], settings: RetentionSettings): RetentionNow {
  const instant = (atMs: number): Date | string => instantParameter(services.database.dialect, new Date(atMs));
  return { services, settings, nowMs: services.now().getTime(), instant };
}

/**
 * In 256 parts by the first byte of a keyed hash. There is no index on the time, which hardly any row of these tables
 * would need: so each part looks at its rows, and none at many.
 */
function byHash(
  table: string,
  column: string,
  key: readonly string[],
  over: string,
  instant: Date | string,
): readonly Deletion[] {
  return Array.from({ length: 256 }, (_, byte) => {
    const [from, to] = [Buffer.from([byte]), byte < 255 ? Buffer.from([byte + 1]) : Buffer.alloc(33, 255)];
    return { table, key, where: `${column} >= ? AND ${column} < ? AND ${over}`, parameters: [from, to, instant] };
  });
}

/** UUIDv7 begins with its time, 48 bits of milliseconds. */
function firstIdOf(atMs: number): string {
  return atMs.toString(16).padStart(12, '0').padEnd(32, '0');
}
