import type { Context } from '../application/context';
import type { EffectiveApiKey } from '../application/keys/list-effective-api-keys';
import { accountRef } from './account-ref';
import { encodeCursor } from './cursor';
import type { EffectiveApiKeyEdge } from './types/effective-api-key';

/** `list` is what the cursor is bound to. */
export function effectiveEdge(app: Context, list: readonly unknown[], effective: EffectiveApiKey): EffectiveApiKeyEdge {
  const { key, state, reasons, inherited, definedOn, blockedBy, viewerCanBlock } = effective;
  return {
    cursor: encodeCursor(list, [key.nameKey, key.id]),
    node: key,
    state,
    reasons: [...reasons],
    inherited,
    definedOn: accountRef(app, definedOn),
    blockedBy: blockedBy && accountRef(app, blockedBy),
    viewerCanBlock,
  };
}
