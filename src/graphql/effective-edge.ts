import type { Context } from '../application/context';
import type { EffectiveApiKey } from '../application/keys/list-effective-api-keys';
import { accountRef } from './account-ref';
import { cursorsOf } from './cursor';
import type { EffectiveApiKeyEdge } from './types/effective-api-key';

/** `list` is what the cursors are bound to. */
export function effectiveEdges(
  app: Context,
  list: readonly unknown[],
  items: readonly EffectiveApiKey[],
): EffectiveApiKeyEdge[] {
  const cursorOf = cursorsOf(list);
  return items.map((effective) => edgeOf(app, cursorOf, effective));
}

export function effectiveEdge(app: Context, list: readonly unknown[], effective: EffectiveApiKey): EffectiveApiKeyEdge {
  return edgeOf(app, cursorsOf(list), effective);
}

function edgeOf(
  app: Context,
  cursorOf: ReturnType<typeof cursorsOf>,
  { key, state, reasons, inherited, definedOn, blockedBy, viewerCanBlock }: EffectiveApiKey,
): EffectiveApiKeyEdge {
  return {
    cursor: cursorOf([key.nameKey, key.id]),
    node: key,
    state,
    reasons: [...reasons],
    inherited,
    definedOn: accountRef(app, definedOn),
    blockedBy: blockedBy && accountRef(app, blockedBy),
    viewerCanBlock,
  };
}
