import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { daysUpTo, todayInUtc } from './days';

export const RANGES = [7, 30, 90] as const;
export type Range = (typeof RANGES)[number];

export function isRange(count: number): count is Range {
  return (RANGES as readonly number[]).includes(count);
}

/** The days that are shown, up to today. */
export function useDays(range: Range): readonly string[] {
  const today = todayInUtc(new Date());
  return useMemo(() => daysUpTo(today, range), [today, range]);
}

/** One parameter of the address; null takes it away. */
export function useAddressed(name: string): readonly [string | null, (value: string | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = (value: string | null): void =>
    setParameters(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return [parameters.get(name), set];
}
