import { byDay, seriesOf, totalsOf } from '../../../console/src/usage/counts';
import { daysUpTo, todayInUtc } from '../../../console/src/usage/days';
import type { DecisionCode } from '../../../console/src/gql/graphql';

describe('days of usage', () => {
  it('are those of UTC, whatever the zone, across months and changes of the clock', () => {
    expect(todayInUtc(new Date('2026-03-29T23:30:00-05:00'))).toBe('2026-03-30');
    expect(daysUpTo('2026-03-30', 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(daysUpTo('2028-03-01', 2)).toEqual(['2028-02-29', '2028-03-01']);
  });
});

describe('counts of usage', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
  const counted = (...counts: [string, DecisionCode, number][]): ReturnType<typeof byDay> =>
    byDay(
      days,
      counts.map(([day, outcome, requests]) => ({ day, outcome, requests })),
    );

  it('have every day, and nothing of other days', () => {
    const shown = counted(['2026-01-02', 'VALID', 2], ['2025-12-31', 'VALID', 9]);
    expect(shown.map(({ day, outcomes }) => [day, outcomes.VALID ?? 0])).toEqual([
      ['2026-01-01', 0],
      ['2026-01-02', 2],
      ['2026-01-03', 0],
    ]);
  });

  it('come to totals with the most frequent refusal first', () => {
    const totals = totalsOf(
      counted(
        ['2026-01-01', 'VALID', 5],
        ['2026-01-01', 'KEY_EXPIRED', 1],
        ['2026-01-03', 'KEY_BLOCKED', 2],
        ['2026-01-03', 'KEY_EXPIRED', 3],
      ),
    );
    expect(totals).toEqual({
      passed: 5,
      refused: 6,
      refusals: [
        { code: 'KEY_EXPIRED', requests: 4 },
        { code: 'KEY_BLOCKED', requests: 2 },
      ],
    });
  });

  it('put together the refusals that have no look of their own', () => {
    const refusals = (['KEY_EXPIRED', 'KEY_BLOCKED', 'KEY_INACTIVE', 'KEY_NOT_FOUND', 'IP_NOT_ALLOWED'] as const).map(
      (code) => ({ code, requests: 1 }),
    );
    const more = [...refusals, { code: 'ACCOUNT_SUSPENDED' as const, requests: 1 }];
    // A single rest keeps its name.
    expect(seriesOf({ passed: 0, refused: 5, refusals }).map(({ code }) => code)).toEqual([
      'VALID',
      ...refusals.map(({ code }) => code),
    ]);
    const [last] = seriesOf({ passed: 0, refused: 6, refusals: more }).slice(-1);
    expect(last).toEqual({ look: 'others', code: null, codes: ['IP_NOT_ALLOWED', 'ACCOUNT_SUSPENDED'], requests: 2 });
  });
});
