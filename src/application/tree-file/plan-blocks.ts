import { isWithin } from '../../domain/accounts/account-path';
import { KeyBlock } from '../../entities/key-block';
import { creatorOf } from '../audit/actor';
import type { NewRows } from './new-rows';
import type { ParsedAccount, ParsedBlock } from './parsed';
import type { Named, Place } from './place';
import type { Planning } from './planning';

/** The blocks of one account, each of a key that it inherits. */
export function planBlocks(planning: Planning, place: Place, { blocks }: ParsedAccount, rows: NewRows): void {
  const stored = new Set(place.stored?.contents.blocks.map((block) => block.keyId));
  const seen = new Set<string>();
  for (const block of blocks) {
    const key = blockedKey(planning, place, block);
    if (!key) continue;
    if (seen.has(key.id)) block.spot.fault('DUPLICATE', 'The account blocks this key above already.');
    else if (!stored.has(key.id)) rows.blocks.push({ place, key, row: blockRow(planning, place, key) });
    seen.add(key.id);
  }
}

function blockedKey({ places }: Planning, place: Place, { spot, account, nameKey }: ParsedBlock): Named | null {
  if (account !== null && places.broken.has(account)) return null;
  const home = places.find(account);
  if (!home) {
    spot
      .at('account')
      .fault('NOT_FOUND', 'There is no such account, neither in the file before this one nor in the database.');
    return null;
  }
  if (home === place) {
    spot.at('account').fault('OWN_KEY', 'An account blocks keys that it inherits; its own are made inactive instead.');
    return null;
  }
  if (!isWithin(place.path, home.path)) {
    spot.at('account').fault('NOT_INHERITED', 'Only keys of accounts above can be blocked.');
    return null;
  }
  const key = home.keys.get(nameKey);
  if (!key) spot.at('name').fault('NOT_FOUND', `There is no key of this name on ${home.title}.`);
  return key ?? null;
}

function blockRow(planning: Planning, place: Place, key: Named): KeyBlock {
  return Object.assign(new KeyBlock(), {
    accountId: place.id,
    keyId: key.id,
    createdAt: planning.context.now(),
    createdBy: creatorOf(planning.context.caller),
  } satisfies KeyBlock);
}
