import type { NamedAccount } from '../application/oauth/client';
import { ValidationError } from '../domain/errors';

const WAYS = ['id', 'externalId', 'domain'] as const;

/** A JSON body of known properties: null is the same as not given, and one that nobody knows is refused. */
export class JsonBody {
  private constructor(private readonly properties: Readonly<Record<string, unknown>>) {}

  /** @throws ValidationError */
  static of(body: unknown, known: readonly string[]): JsonBody {
    if (!isObject(body)) throw ValidationError.of([], 'NOT_AN_OBJECT', 'Send a JSON object.');
    const stranger = Object.keys(body).find((name) => !known.includes(name));
    if (stranger === undefined) return new JsonBody(body);
    throw ValidationError.of([stranger.slice(0, 100)], 'UNKNOWN', 'There is no property of this name.');
  }

  fault(name: string, message: string): ValidationError {
    return ValidationError.of([name], 'INVALID', message);
  }

  text(name: string): string | null {
    const value = this.properties[name] ?? null;
    if (value === null) return null;
    if (typeof value !== 'string' || value === '') throw this.fault(name, 'This is a string that is not empty.');
    return value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null) throw this.fault(name, 'This is required.');
    return value;
  }

  /** By exactly one of `id`, `externalId` and `domain`. */
  accountName(name: string): NamedAccount {
    const value = this.properties[name] ?? null;
    if (value === null) return null;
    if (isObject(value)) {
      const given = Object.entries(value).filter(([, text]) => text !== null);
      const [[way, text] = []] = given;
      const by = WAYS.find((known) => known === way);
      if (given.length === 1 && by !== undefined && typeof text === 'string' && text !== '') return { by, text };
    }
    throw this.fault(name, `Name the account by exactly one of ${WAYS.join(', ')}.`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
