import type { EffectiveApiKeyState } from '../gql/graphql';
import { type EffectiveKey, STATES } from './effective-key';

/** What of the keys is shown, and in which order; it stands in the address, but for what may be a key's value. */
export interface KeyView {
  readonly search: string;
  /** None: all. */
  readonly states: readonly EffectiveApiKeyState[];
  readonly from: 'all' | 'own' | 'inherited';
  readonly sort: SortColumn;
  readonly descending: boolean;
}

/** `above`: the ids of the account and those above it, the nearest first. */
const ORDERS = {
  name: ({ node }: EffectiveKey): string => node.name.toLocaleLowerCase(),
  state: ({ state }: EffectiveKey): number => STATES.indexOf(state),
  // Its own first, then from the nearest account up; those that one may not see are the highest.
  definedOn: ({ definedOn }: EffectiveKey, above: readonly (string | null | undefined)[]): number => {
    const distance = definedOn.id ? above.indexOf(definedOn.id) : -1;
    return distance < 0 ? above.length : distance;
  },
  // What never expires comes last, and what was never used first.
  expiresAt: ({ node }: EffectiveKey): string => node.expiresAt ?? '~',
  lastUsedAt: ({ node }: EffectiveKey): string => node.lastUsedAt ?? '',
} as const;

export type SortColumn = keyof typeof ORDERS;

export function isSortColumn(text: string): text is SortColumn {
  return Object.hasOwn(ORDERS, text);
}

export function viewOf(parameters: URLSearchParams): KeyView {
  const from = parameters.get('from');
  const sort = parameters.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  return {
    search: parameters.get('q') ?? '',
    states: STATES.filter((state) => parameters.getAll('state').includes(state)),
    from: from === 'own' || from === 'inherited' ? from : 'all',
    sort: isSortColumn(column) ? column : 'definedOn',
    descending: sort.startsWith('-'),
  };
}

/** Only what is not as usual, so that an address is short. */
export function parametersOf(view: KeyView): URLSearchParams {
  const parameters = new URLSearchParams();
  if (view.search !== '') parameters.set('q', view.search);
  for (const state of view.states) parameters.append('state', state);
  if (view.from !== 'all') parameters.set('from', view.from);
  if (view.sort !== 'definedOn' || view.descending) parameters.set('sort', `${view.descending ? '-' : ''}${view.sort}`);
  return parameters;
}

/** @param line of the account, from the highest down, as its page has it */
export function shownKeys(
  keys: readonly EffectiveKey[],
  view: KeyView,
  line: readonly { readonly id?: string | null }[],
): EffectiveKey[] {
  const search = view.search.trim().toLocaleLowerCase();
  const shown = keys.filter(({ node, state, inherited, definedOn }) => {
    if (view.states.length > 0 && !view.states.includes(state)) return false;
    if (view.from !== 'all' && inherited !== (view.from === 'inherited')) return false;
    const texts = [node.name, node.hint, definedOn.name, ...(node.tags ?? [])];
    return search === '' || texts.some((text) => text.toLocaleLowerCase().includes(search));
  });
  const order = ORDERS[view.sort];
  const above = line.map(({ id }) => id).reverse();
  const sign = view.descending ? -1 : 1;
  return shown.sort((a, b) => {
    const [first, second] = [order(a, above), order(b, above)];
    return first < second ? -sign : first > second ? sign : 0;
  });
}
