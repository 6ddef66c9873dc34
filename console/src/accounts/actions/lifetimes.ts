import type { LifetimesFragment } from '../../gql/graphql';

/** Token lifetimes, each with the least and the most that an account may set. */
export const LIFETIMES = {
  userAccessTokenSeconds: { least: 60, most: 86_400 },
  deviceAccessTokenSeconds: { least: 60, most: 86_400 },
  refreshTokenSeconds: { least: 300, most: 31_536_000 },
} as const;

export type Lifetime = keyof typeof LIFETIMES;

export const LIFETIME_NAMES = Object.keys(LIFETIMES) as Lifetime[];

export type OwnLifetimes = Record<Lifetime, number | null>;

export function ownLifetimes(of: LifetimesFragment | null): OwnLifetimes {
  return {
    userAccessTokenSeconds: of?.userAccessTokenSeconds ?? null,
    deviceAccessTokenSeconds: of?.deviceAccessTokenSeconds ?? null,
    refreshTokenSeconds: of?.refreshTokenSeconds ?? null,
  };
}

/** Units, the largest first, with their seconds. */
export const UNITS = { day: 86_400, hour: 3600, minute: 60, second: 1 } as const;

export type Unit = keyof typeof UNITS;

/** The largest unit of which it is a whole number. */
export function unitOf(seconds: number): Unit {
  const units = Object.keys(UNITS) as Unit[];
  return units.find((unit) => seconds % UNITS[unit] === 0) ?? 'second';
}

/** "90 days", "1 hour". */
export function durationInWords(seconds: number, language: string): string {
  const unit = unitOf(seconds);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / UNITS[unit]);
}
