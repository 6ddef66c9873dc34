import { randomBytes } from 'node:crypto';
import type { KeyedHash } from '../../domain/secrets/keyed-hash';
import { checkCustomValue, hintOf } from '../../domain/keys/key-value';
import type { ObjectReader } from './object-reader';
import type { ParsedSecret } from './parsed';

const HASH = /^[0-9a-f]{64}$/i;
/** As hints are made: what is longer, or has more than printable ASCII and the dots, is no hint. */
const HINT = /^[\x21-\x7e]{0,10}…[\x21-\x7e]{0,10}$/;
const LONGEST_HINT = 16;

/** What reading needs of the installation. */
export interface ParseSettings {
  readonly keyValues: KeyedHash;
  /** The origin of this service. */
  readonly issuer: string;
  /** Whether the file's fingerprint is that of the data key here. */
  readonly hashesFit: boolean;
  /** Whether all of it was checked before: what takes long is not done twice. */
  readonly checked: boolean;
}

/** `value`, or `valueHash` with `hint`; null where neither is given. */
export function parseSecret(reader: ObjectReader, settings: ParseSettings): ParsedSecret | null {
  const value = reader.textOrNull('value');
  const hash = parseHash(reader, 'valueHash', settings);
  const hint = reader.text('hint');
  const [hasHash, hasHint] = [reader.has('valueHash'), reader.has('hint')];
  const hasValue = reader.has('value') && value !== null;
  if (hasValue && (hasHash || hasHint)) {
    reader.spot.fault('VALUE_AND_HASH', 'Give `value` alone, or `valueHash` with `hint`.');
  } else if (hasHash !== hasHint) {
    reader.spot
      .at('hint')
      .fault('HASH_AND_HINT', 'A `valueHash` has its `hint` beside it, and a `hint` its `valueHash`.');
  }
  if (hint !== undefined && (hint.length > LONGEST_HINT || !HINT.test(hint))) {
    const form = 'A hint is the first and last characters of the value with … between, as exports have it.';
    reader.spot.at('hint').fault('NOT_A_HINT', form);
  }
  if (typeof value === 'string') return ofValue(reader, value, settings);
  if (hash) return { hash, hint: hint ?? '' };
  return hasValue || hasHash ? unusable() : null;
}

function ofValue(reader: ObjectReader, value: string, settings: ParseSettings): ParsedSecret {
  const fault = settings.checked ? null : checkCustomValue(value);
  if (!fault) return { hash: settings.keyValues.hash(value), hint: hintOf(value) };
  reader.spot.at('value').fault(fault.code, fault.message);
  return unusable();
}

/** In the place of what has a fault, so that the rest of the key is looked at: equal to nothing. */
function unusable(): ParsedSecret {
  return { hash: randomBytes(32), hint: '' };
}

export function parseHash(reader: ObjectReader, name: string, settings: ParseSettings): Buffer | undefined {
  const text = reader.text(name);
  if (text === undefined) return undefined;
  if (!HASH.test(text)) {
    reader.spot.at(name).fault('NOT_A_HASH', 'A hash is 64 hex digits.');
    return undefined;
  }
  refuseForeignHash(reader, name, settings);
  return Buffer.from(text, 'hex');
}

export function refuseForeignHash(reader: ObjectReader, name: string, settings: ParseSettings): void {
  if (settings.hashesFit) return;
  reader.spot
    .at(name)
    .fault('NO_FINGERPRINT', 'Hashes are imported only with the `dataKeyFingerprint` of the data key that made them.');
}
