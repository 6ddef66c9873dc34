import type { FindingPartsFragment, SecurityFindingKind, SecurityFindingSeverity } from '../gql/graphql';

export interface KindOfFindings<Finding> {
  readonly kind: SecurityFindingKind;
  readonly findings: readonly Finding[];
}

export interface SeverityOfFindings<Finding> {
  readonly severity: SecurityFindingSeverity;
  readonly kinds: readonly KindOfFindings<Finding>[];
}

/** What a list holds under each severity and kind, in the list's own order: the service puts what matters most first. */
export function groupFindings<Finding extends Pick<FindingPartsFragment, 'kind' | 'severity'>>(
  findings: readonly Finding[],
): readonly SeverityOfFindings<Finding>[] {
  return groupBy(findings, ({ severity }) => severity).map(([severity, ofSeverity]) => ({
    severity,
    kinds: groupBy(ofSeverity, ({ kind }) => kind).map(([kind, ofKind]) => ({ kind, findings: ofKind })),
  }));
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, Item[]][] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}
