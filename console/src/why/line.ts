import type { CheckCode, ExplainedAccessFragment } from '../gql/graphql';

type Explanation = Pick<ExplainedAccessFragment, 'account' | 'checks' | 'effectiveApiKey'>;

/** An account of the line, as the picture shows it. */
export interface Stop {
  /** Null: one that the viewer may not see; its name is all there is. */
  readonly id: string | null;
  readonly name: string;
  readonly defines: boolean;
  readonly blocks: boolean;
  readonly suspended: boolean;
  /** A request with the key passes as far as the line is concerned. */
  readonly reached: boolean;
  /** Between it and the next there may be accounts that the viewer does not see. */
  readonly gapBelow: boolean;
}

export function isFailed({ checks }: Pick<Explanation, 'checks'>, code: CheckCode): boolean {
  return checks.some((check) => check.code === code && check.outcome === 'FAILED');
}

/**
 * From the account that defines the key, or the highest that the viewer sees, down to the one that is asked about, and
 * how far down the key opens them.
 */
export function stopsOf(explanation: Explanation, suspendedIds: ReadonlySet<string>): readonly Stop[] {
  const { account, effectiveApiKey: edge } = explanation;
  if (!account) return [];
  const isOnLine = (id: string | null): boolean => account.line.some((one) => one.id === id);
  const involved = [edge?.definedOn, edge?.blockedBy].filter((one) => one !== null && one !== undefined);
  const above = involved.filter(({ id }) => !isOnLine(id));
  const accounts = [...above, ...account.line];
  const isStoppedAbove = account.effectiveStatus === 'SUSPENDED' && suspendedIds.size === 0;
  const isDead = isFailed(explanation, 'KEY_INACTIVE') || isFailed(explanation, 'KEY_EXPIRED');

  let isBelowDefiner = false;
  let isOpen = edge !== null && !isDead && !isStoppedAbove;
  return accounts.map(({ id, name }, index) => {
    const isHidden = index < above.length;
    const defines = isHidden ? accounts[index] === edge?.definedOn : id === edge?.definedOn.id;
    const blocks = isHidden ? accounts[index] === edge?.blockedBy : id !== null && id === edge?.blockedBy?.id;
    const suspended = id !== null && suspendedIds.has(id);
    isBelowDefiner ||= defines;
    if (blocks || suspended) isOpen = false;
    return { id, name, defines, blocks, suspended, reached: isBelowDefiner && isOpen, gapBelow: isHidden };
  });
}

/** Where the coloured line is cut: the first account from the definer down that the key does not open. */
export function cutOf(stops: readonly Stop[]): Stop | null {
  const start = stops.findIndex(({ defines }) => defines);
  return start < 0 ? null : (stops.slice(start).find(({ reached }) => !reached) ?? null);
}
