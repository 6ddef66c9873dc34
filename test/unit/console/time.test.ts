import { inWords } from '../../../console/src/parts/time';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('an instant in words', () => {
  const now = new Date('2031-01-31T09:30:20Z');
  const words = (difference: number): string => inWords(new Date(now.getTime() + difference), now, 'en');

  it('is as far as was chosen, though the seconds of now are not counted', () => {
    expect([30, 90, 365].map((days) => words(days * DAY - 20_000))).toEqual([
      ...['in 30 days', 'in 3 months', 'in 12 months'],
    ]);
  });

  it('is told in the largest unit that says enough', () => {
    expect([-3 * HOUR, -20_000, 12.4 * DAY, 59 * DAY, 800 * DAY].map(words)).toEqual([
      ...['3 hours ago', 'now', 'in 12 days', 'in 59 days', 'in 2 years'],
    ]);
  });
});
