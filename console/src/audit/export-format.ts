import type { AuditEventPartsFragment } from '../gql/graphql';
import { CSV_HEADER, eventAsCsv } from './csv';

export type ExportFormat = 'csv' | 'json';

interface Writing {
  readonly mediaType: string;
  readonly begin: string;
  readonly between: string;
  readonly end: string;
  readonly event: (event: AuditEventPartsFragment, accountName: string | null) => string;
}

/** How the events are put into a file, one after the other. */
export const WRITING: Record<ExportFormat, Writing> = {
  csv: { mediaType: 'text/csv;charset=utf-8', begin: CSV_HEADER, between: '', end: '', event: eventAsCsv },
  json: { mediaType: 'application/json', begin: '[\n', between: ',\n', end: '\n]\n', event: eventAsJson },
};

/** Without what the cache adds. */
function eventAsJson(event: AuditEventPartsFragment, accountName: string | null): string {
  const { id, at, action, actor, target, accountId, ip, before, after } = event;
  return JSON.stringify({
    id,
    at,
    action,
    actor: { kind: actor.kind, id: actor.id ?? null, name: actor.name ?? null },
    target: { type: target.type, id: target.id ?? null, name: target.name ?? null },
    account: { id: accountId, name: accountName },
    ip: ip ?? null,
    before: before ?? null,
    after: after ?? null,
  });
}
