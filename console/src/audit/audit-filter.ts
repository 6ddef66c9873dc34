import type { AuditAction, AuditEventFilter } from '../gql/graphql';
import { isAction } from './action-groups';

/** Quick choices of time, with the days that they go back: today alone is none. */
export const RANGES = { today: 0, '7d': 6, '30d': 29 } as const;

export type Range = keyof typeof RANGES;

/** What the address says of which events are shown. */
export interface ChosenFilter {
  readonly actions: readonly AuditAction[];
  readonly actorId: string;
  readonly targetId: string;
  /** A bookmark of "7 days" is of the 7 days before it is opened; it goes before `from` and `to`. */
  readonly range: Range | null;
  /** ISO 8601, or empty. */
  readonly from: string;
  readonly to: string;
}

const ANY_ID = /^[a-z]{3}_[0-9a-f]{32}$/;
const USER_ID = /^usr_[0-9a-f]{32}$/;

/** Whether it has the form of an id: the service refuses whatever else is asked for. */
export function isId(text: string): boolean {
  return ANY_ID.test(text);
}

function isRange(text: string | null): text is Range {
  return text !== null && Object.hasOwn(RANGES, text);
}

function instant(text: string | null): string {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** What makes no sense is left out: an address may be typed. */
export function readFilter(parameters: URLSearchParams): ChosenFilter {
  const range = parameters.get('range');
  const actorId = parameters.get('actor')?.trim() ?? '';
  return {
    actions: parameters.getAll('action').filter(isAction),
    actorId: USER_ID.test(actorId) ? actorId : '',
    targetId: parameters.get('target')?.trim() ?? '',
    range: isRange(range) ? range : null,
    from: instant(parameters.get('from')),
    to: instant(parameters.get('to')),
  };
}

export function writeFilter({ actions, actorId, targetId, range, from, to }: ChosenFilter): URLSearchParams {
  const parameters = new URLSearchParams(actions.map((action) => ['action', action]));
  const rest = { actor: actorId, target: targetId, ...(range ? { range } : { from, to }) };
  for (const [name, value] of Object.entries(rest)) if (value !== '') parameters.set(name, value);
  return parameters;
}

/** Whole days where one lives, so that the question stays the same while one looks. */
export function startOf(range: Range, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - RANGES[range]);
}

/** As the service takes it; null: everything. A target that is no id is told at its field. */
export function filterInput(chosen: ChosenFilter, now: Date): AuditEventFilter | null {
  const { actions, actorId, targetId, range } = chosen;
  const from = range ? startOf(range, now).toISOString() : chosen.from;
  const to = range ? '' : chosen.to;
  const input: AuditEventFilter = {
    ...(actions.length > 0 && { actions: [...actions] }),
    ...(actorId !== '' && { actorId }),
    ...(isId(targetId) && { targetId }),
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
  };
  return Object.keys(input).length > 0 ? input : null;
}

/** For a field of the browser's, which has the time of where one lives. */
export function toLocalField(iso: string): string {
  if (iso === '') return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromLocalField(local: string): string {
  return instant(local);
}
