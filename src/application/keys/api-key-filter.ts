import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { ClientType, EffectiveKeyState } from '../../domain/keys/api-key';
import { nameKey } from '../../domain/text/name';
import type { ApiKey } from '../../entities/api-key';

/** All that is given must fit. */
export interface ApiKeyFilter {
  /** Only these keys. */
  readonly ids?: readonly string[] | undefined;
  /** Part of the name, without case. */
  readonly search?: string | undefined;
  /** Any of these. */
  readonly clientTypes?: readonly ClientType[] | undefined;
  readonly predefined?: boolean | undefined;
  /** Any of these, on the account that is asked for. */
  readonly states?: readonly EffectiveKeyState[] | undefined;
}

/** What a key is by itself, wherever it is looked at from. */
export type OwnState = Exclude<EffectiveKeyState, 'BLOCKED'>;

export const OWN_STATES = ['INACTIVE', 'EXPIRED', 'ACTIVE'] as const satisfies readonly OwnState[];

/** `now` is a parameter of the query, in the form of the database. */
export const OWN_STATE_SQL: Record<OwnState, (alias: string) => string> = {
  INACTIVE: (k) => `${k}.active = 0`,
  EXPIRED: (k) => `(${k}.active = 1 AND ${k}.expires_at <= :now)`,
  ACTIVE: (k) => `(${k}.active = 1 AND (${k}.expires_at IS NULL OR ${k}.expires_at > :now))`,
};

/** Whether it asks for what is shown only of a key that is seen whole: see `VisibleApiKey`. */
export function looksAtWholeKeys({ clientTypes, predefined }: ApiKeyFilter): boolean {
  return clientTypes !== undefined || predefined !== undefined;
}

/** All but `states`, as raw SQL over the columns of `api_key`, which is `alias`. */
export function filterSql(filter: ApiKeyFilter, alias: string): { sql: string; parameters: Record<string, unknown> } {
  const parts: string[] = [];
  const parameters: Record<string, unknown> = {};
  if (filter.search !== undefined && filter.search.trim() !== '') {
    // On bytes: LIKE would know wildcards, and the databases differ in what is the same letter.
    parts.push(`INSTR(${alias}.name_key, :search) > 0`);
    parameters.search = Buffer.from(nameKey(filter.search), 'utf8');
  }
  if (filter.clientTypes) {
    parts.push(filter.clientTypes.length > 0 ? `${alias}.client_type IN (:...clientTypes)` : '1 = 0');
    parameters.clientTypes = [...filter.clientTypes];
  }
  if (filter.ids) {
    parts.push(filter.ids.length > 0 ? `${alias}.id IN (:...keyIds)` : '1 = 0');
    parameters.keyIds = [...filter.ids];
  }
  if (filter.predefined !== undefined) parts.push(`${alias}.predefined = ${filter.predefined ? 1 : 0}`);
  return { sql: parts.length > 0 ? parts.join(' AND ') : '1 = 1', parameters };
}

/** The filter on keys of one account, where none is blocked. */
export function addFilter(query: SelectQueryBuilder<ApiKey>, filter: ApiKeyFilter, now: Date | string): void {
  const { sql, parameters } = filterSql(filter, 'k');
  query.andWhere(sql, parameters);
  if (!filter.states) return;
  const wanted = OWN_STATES.filter((state) => filter.states?.includes(state));
  query.andWhere(
    new Brackets((either) => {
      either.where('1 = 0');
      for (const state of wanted) either.orWhere(OWN_STATE_SQL[state]('k'), { now });
    }),
  );
}
