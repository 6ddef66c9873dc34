import type { DecisionCode } from '../gql/graphql';

/** Requests of one day with one outcome. */
export interface Count {
  readonly day?: string | null;
  readonly outcome?: DecisionCode | null;
  readonly requests: number;
}

type Outcomes = Partial<Record<DecisionCode, number>>;

export interface DayOfUsage {
  readonly day: string;
  readonly outcomes: Outcomes;
}

/** Every day, also those of which nothing was counted. */
export function byDay(days: readonly string[], counts: readonly Count[]): DayOfUsage[] {
  const found = new Map<string, Outcomes>(days.map((day) => [day, {}]));
  for (const { day, outcome, requests } of counts) {
    const outcomes = found.get(day ?? '');
    if (outcomes && outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + requests;
  }
  return days.map((day) => ({ day, outcomes: found.get(day) ?? {} }));
}

export interface Totals {
  readonly passed: number;
  readonly refused: number;
  /** The most frequent first. */
  readonly refusals: readonly { readonly code: DecisionCode; readonly requests: number }[];
}

export function totalsOf(days: readonly DayOfUsage[]): Totals {
  const sums = new Map<DecisionCode, number>();
  for (const { outcomes } of days) {
    for (const [code, requests] of Object.entries(outcomes) as [DecisionCode, number][]) {
      sums.set(code, (sums.get(code) ?? 0) + requests);
    }
  }
  const passed = sums.get('VALID') ?? 0;
  sums.delete('VALID');
  const refusals = [...sums]
    .map(([code, requests]) => ({ code, requests }))
    .sort((one, other) => other.requests - one.requests || one.code.localeCompare(other.code));
  return { passed, refused: refusals.reduce((sum, { requests }) => sum + requests, 0), refusals };
}

/** What a colour and a pattern of the chart stand for. */
export interface Series {
  readonly look: Look;
  /** Null: all codes that have no look of their own. */
  readonly code: DecisionCode | null;
  readonly codes: readonly DecisionCode[];
  readonly requests: number;
}

export type Look = 'passed' | 'first' | 'second' | 'third' | 'fourth' | 'others';
const OF_REFUSALS = ['first', 'second', 'third', 'fourth'] as const;

/** What passed, the most frequent refusals, and all other ones together: of more nobody can tell the looks apart. */
export function seriesOf({ passed, refusals }: Totals): Series[] {
  const series: Series[] = [{ look: 'passed', code: 'VALID', codes: ['VALID'], requests: passed }];
  // A single rest is told by its name.
  const own = refusals.length === OF_REFUSALS.length + 1 ? refusals.length : OF_REFUSALS.length;
  refusals.slice(0, own).forEach(({ code, requests }, at) => {
    series.push({ look: OF_REFUSALS[at] ?? 'others', code, codes: [code], requests });
  });
  const rest = refusals.slice(own);
  if (rest.length > 0) {
    const requests = rest.reduce((sum, one) => sum + one.requests, 0);
    series.push({ look: 'others', code: null, codes: rest.map(({ code }) => code), requests });
  }
  return series;
}

export function requestsOf({ codes }: Pick<Series, 'codes'>, { outcomes }: DayOfUsage): number {
  return codes.reduce((sum, code) => sum + (outcomes[code] ?? 0), 0);
}
