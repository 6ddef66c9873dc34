import type { ValueTransformer } from 'typeorm';

/** Text kept as UTF-8 bytes, so that every database compares it byte by byte. */
export const bytesAsText: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value),
  from: (value: unknown) => (Buffer.isBuffer(value) ? value.toString('utf8') : value),
};

/** BIGINT as a number: counters here stay below 2^53. */
export const bigintAsNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (typeof value === 'string' ? Number(value) : value),
};
