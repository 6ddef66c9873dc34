import { type IpRange, parseIpRange } from '../../domain/network/ip-range';

/** The allowed ranges of a key, parsed once; keys that allow the same share them. */
export interface PooledRanges {
  readonly ranges: readonly IpRange[];
  /** As the database has it: what they are pooled by. */
  readonly text: string;
  /** Keys that have them. */
  uses: number;
}

/** The text of an empty list. */
export const NO_RANGES = '[]';

export class RangePool {
  private readonly byText = new Map<string, PooledRanges>();

  /** `text` is a JSON list of canonical ranges. Null for an empty one: everywhere. */
  take(text: string): PooledRanges | null {
    if (text === NO_RANGES) return null;
    const known = this.byText.get(text);
    if (known) {
      known.uses++;
      return known;
    }
    const pooled: PooledRanges = { ranges: (JSON.parse(text) as string[]).map(parsed), text, uses: 1 };
    this.byText.set(text, pooled);
    return pooled;
  }

  release(pooled: PooledRanges | null): void {
    if (pooled && --pooled.uses === 0) this.byText.delete(pooled.text);
  }
}

/** What is kept was checked; a range that nobody can read must not become "everywhere". */
function parsed(text: string): IpRange {
  const result = parseIpRange(text);
  if (!result.ok) throw new Error(`the database holds an IP range that cannot be read: ${text}`);
  return result.range;
}
