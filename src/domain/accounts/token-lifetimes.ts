import type { Fault } from '../errors';

/** In seconds; null: as the parent account has it. */
export interface TokenLifetimes {
  readonly userAccessTokenSeconds: number | null;
  readonly deviceAccessTokenSeconds: number | null;
  readonly refreshTokenSeconds: number | null;
}

/** What holds where no account of the line says anything. */
export const DEFAULT_TOKEN_LIFETIMES = {
  userAccessTokenSeconds: 3_600,
  deviceAccessTokenSeconds: 3_600,
  refreshTokenSeconds: 7_776_000,
} as const;

const LIMITS: Record<keyof TokenLifetimes, { min: number; max: number }> = {
  userAccessTokenSeconds: { min: 60, max: 86_400 },
  deviceAccessTokenSeconds: { min: 60, max: 86_400 },
  refreshTokenSeconds: { min: 300, max: 31_536_000 },
};
const FIELDS = Object.keys(LIMITS) as (keyof TokenLifetimes)[];

export function checkTokenLifetimes(lifetimes: Partial<TokenLifetimes>): Fault[] {
  return FIELDS.flatMap((field) => {
    const value = lifetimes[field];
    const { min, max } = LIMITS[field];
    if (value === undefined || value === null || (Number.isInteger(value) && value >= min && value <= max)) return [];
    return [
      {
        path: [field],
        code: 'OUT_OF_RANGE',
        message: `This lifetime is a whole number of seconds from ${min} to ${max}.`,
      },
    ];
  });
}

/** Of the account at the end of the line, whose root stands first: its own, else those of the nearest account above. */
export function effectiveTokenLifetimes(line: readonly TokenLifetimes[]): Record<keyof TokenLifetimes, number> {
  const nearest = (field: keyof TokenLifetimes): number =>
    line.reduce<number>((above, account) => account[field] ?? above, DEFAULT_TOKEN_LIFETIMES[field]);
  return {
    userAccessTokenSeconds: nearest('userAccessTokenSeconds'),
    deviceAccessTokenSeconds: nearest('deviceAccessTokenSeconds'),
    refreshTokenSeconds: nearest('refreshTokenSeconds'),
  };
}
