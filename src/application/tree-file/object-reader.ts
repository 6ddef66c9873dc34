import type { Spot } from './file-faults';

/** RFC 3339, 5.6. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads an object of the file property by property. What is not of its form is a fault and reads as not given; so is
 * a property that nobody asked for: a typing error must not be lost silently.
 */
export class ObjectReader {
  private readonly known = new Set<string>();

  private constructor(
    private readonly object: JsonObject,
    readonly spot: Spot,
  ) {}

  /** Null where it is no object. */
  static of(value: unknown, spot: Spot): ObjectReader | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new ObjectReader(value as JsonObject, spot);
    }
    spot.fault('NOT_AN_OBJECT', 'Here stands an object: { ... }.');
    return null;
  }

  has(name: string): boolean {
    this.known.add(name);
    return this.object[name] !== undefined;
  }

  text(name: string): string | undefined {
    return this.read(name, 'text in quotes', (value) => typeof value === 'string');
  }

  requiredText(name: string): string | undefined {
    this.require(name);
    return this.text(name);
  }

  textOrNull(name: string): string | null | undefined {
    return this.read(name, 'text in quotes, or null', (value) => value === null || typeof value === 'string');
  }

  requiredTextOrNull(name: string): string | null | undefined {
    this.require(name);
    return this.textOrNull(name);
  }

  flag(name: string): boolean | undefined {
    return this.read(name, 'true or false', (value) => typeof value === 'boolean');
  }

  numberOrNull(name: string): number | null | undefined {
    return this.read(name, 'a number, or null', (value) => value === null || typeof value === 'number');
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined || choices.includes(text as T)) return text as T | undefined;
    this.spot.at(name).fault('UNKNOWN_VALUE', `It is one of ${choices.join(', ')}.`);
    return undefined;
  }

  requiredOneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    this.require(name);
    return this.oneOf(name, choices);
  }

  texts(name: string): string[] | undefined {
    return this.read(
      name,
      'a list of texts in quotes',
      (value): value is string[] => Array.isArray(value) && value.every((element) => typeof element === 'string'),
    );
  }

  /** An instant with its offset, as RFC 3339 writes it. */
  instant(name: string): Date | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.toInstant(name, text);
  }

  instantOrNull(name: string): Date | null | undefined {
    const text = this.textOrNull(name);
    return typeof text === 'string' ? this.toInstant(name, text) : text;
  }

  /** Each element of a list of objects that is one, with its position; nothing where the list is not given. */
  objects<T>(name: string, read: (reader: ObjectReader) => T | null): T[] {
    const list = this.read(name, 'a list', (value): value is unknown[] => Array.isArray(value)) ?? [];
    return list.flatMap((element, index) => {
      const reader = ObjectReader.of(element, this.spot.at(name, index));
      const result = reader && read(reader);
      reader?.refuseUnknown();
      return result === null ? [] : [result];
    });
  }

  member<T>(name: string, read: (reader: ObjectReader) => T): T | undefined {
    if (!this.has(name)) return undefined;
    const reader = ObjectReader.of(this.object[name], this.spot.at(name));
    const result = reader ? read(reader) : undefined;
    reader?.refuseUnknown();
    return result;
  }

  /** To be called when everything was read. */
  refuseUnknown(): void {
    for (const name of Object.keys(this.object)) {
      if (this.known.has(name)) continue;
      this.spot
        .at(name)
        .fault('UNKNOWN_PROPERTY', `There is no such property here; known are ${[...this.known].join(', ')}.`);
    }
  }

  private require(name: string): void {
    if (!this.has(name)) this.spot.at(name).fault('REQUIRED', 'This property is required.');
  }

  private read<T>(
    name: string,
    what: string,
    is: ((value: unknown) => value is T) | ((value: unknown) => boolean),
  ): T | undefined {
    this.known.add(name);
    const value = this.object[name];
    if (value === undefined || is(value)) return value as T | undefined;
    this.spot.at(name).fault('WRONG_TYPE', `Here stands ${what}.`);
    return undefined;
  }

  private toInstant(name: string, text: string): Date | undefined {
    const instant = new Date(text);
    if (INSTANT.test(text) && !Number.isNaN(instant.getTime()) && isCalendarDay(text.slice(0, 10))) return instant;
    this.spot
      .at(name)
      .fault('NOT_AN_INSTANT', 'An instant is written as 2030-12-31T23:59:59Z (RFC 3339, with its offset).');
    return undefined;
  }
}

/** Date takes 30 February for 2 March. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
