import type { ApiKeyValue } from '../../entities/api-key-value';
import type { Spot } from './file-faults';
import type { NewRows } from './new-rows';
import { hashKey, type Place } from './place';

/** A value that is to be new on an account whose descendants the database has, and perhaps with the same value. */
export interface ValueAboveOthers {
  readonly hash: Buffer;
  readonly place: Place;
  readonly spot: Spot;
}

/** The values of one account while its keys are looked at: each stands at most once on the line. */
export class ValuesOfAccount {
  /** By the value's hash, the name of the key that bears it. */
  private readonly own = new Map<string, string>();
  /** Rows of the database, long forgotten ones too. */
  private readonly rowsByHash = new Map<string, ApiKeyValue>();
  private readonly rowsByKey = new Map<string, ApiKeyValue[]>();
  /** To be looked for in the database. */
  readonly above: ValueAboveOthers[] = [];

  constructor(
    private readonly place: Place,
    private readonly rows: NewRows,
    counts: (value: { readonly worksUntil: Date | null }) => boolean,
  ) {
    const contents = place.stored?.contents;
    const names = new Map(contents?.keys.map((key) => [key.id, key.name]));
    for (const key of names.keys()) this.rowsByKey.set(key, []);
    for (const value of contents?.values ?? []) {
      this.rowsByHash.set(hashKey(value.valueHash), value);
      if (!counts(value)) continue;
      this.own.set(hashKey(value.valueHash), names.get(value.keyId) ?? '');
      this.rowsByKey.get(value.keyId)?.push(value);
    }
  }

  /** Of an existing key, the current value and the replaced ones that are not yet forgotten. */
  ofKey(keyId: string): readonly ApiKeyValue[] {
    return this.rowsByKey.get(keyId) ?? [];
  }

  /** Puts the value of a new key here. */
  take(hash: Buffer, keyName: string, spot: Spot): void {
    const key = hashKey(hash);
    const own = this.own.get(key);
    if (own !== undefined) {
      refuse(spot, own, 'this account');
      return;
    }
    for (const above of this.place.parent?.upwards() ?? []) {
      const other = above.values.get(key);
      if (other === undefined) continue;
      refuse(spot, other, above.title);
      return;
    }
    this.own.set(key, keyName);
    if (this.place.kind === 'VENDOR') this.place.values.set(key, keyName);
    if (!this.place.exists) return;
    if (this.place.kind === 'VENDOR') this.above.push({ hash, place: this.place, spot });
    // Forgotten, or it would have been refused: but its row has the primary key of the new one.
    const row = this.rowsByHash.get(key);
    if (row) this.rows.forgotten.push(row);
  }
}

function refuse(spot: Spot, otherName: string, otherAccount: string): void {
  spot.fault('VALUE_ON_LINE', `The key “${otherName}” of ${otherAccount}, on the same line, bears this value already.`);
}
