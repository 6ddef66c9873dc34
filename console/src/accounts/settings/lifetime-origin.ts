import type { LifetimesFragment } from '../../gql/graphql';
import type { Lifetime } from '../actions/lifetimes';

interface OfLine {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  readonly tokenLifetimes: LifetimesFragment;
}

/** Where a lifetime comes from: set here, by an account above that one sees, by one that one does not, or by nobody. */
export type Origin =
  { readonly kind: 'own' | 'default' | 'fromAbove' } | { readonly kind: 'account'; readonly name: string };

/** `line`: those accounts of it that the viewer sees, in whichever order. */
export function originOf(lifetime: Lifetime, id: string, line: readonly OfLine[]): Origin {
  const nearestFirst = [...line].sort((one, other) => other.depth - one.depth);
  const from = nearestFirst.find(({ tokenLifetimes }) => tokenLifetimes[lifetime] !== null);
  if (from) return from.id === id ? { kind: 'own' } : { kind: 'account', name: from.name };
  return { kind: nearestFirst.at(-1)?.depth === 0 ? 'default' : 'fromAbove' };
}
