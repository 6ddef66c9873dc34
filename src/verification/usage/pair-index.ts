import { FREE, Slots } from '../directory/slots';
import type { PairUsage } from './pair-usage';

/** Finds pairs by their numbers. A Map would need the two as one number or text, made for every request. */
export class PairIndex {
  private readonly pairs: PairUsage[] = [];
  private readonly slots = new Slots((entry) => {
    const { account, key } = this.pairs[entry] as PairUsage;
    return homeOf(account, key);
  });

  find(account: number, key: number): PairUsage | null {
    const { slots, pairs } = this;
    const home = homeOf(account, key);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const entry = slots.entryAt(at);
      if (entry === FREE) return null;
      if (!slots.hasHome(at, home)) continue;
      const pair = pairs[entry] as PairUsage;
      if (pair.account === account && pair.key === key) return pair;
    }
  }

  add(pair: PairUsage): void {
    this.slots.add(this.pairs.push(pair) - 1);
  }
}

/** Numbers are small and dense: spread them over all bits (the finalizer of MurmurHash3). */
function homeOf(account: number, key: number): number {
  let mixed = Math.imul(account, 0x9e3779b1) ^ key;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
