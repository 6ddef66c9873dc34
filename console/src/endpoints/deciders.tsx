import { type ReactNode, createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { DecidersDocument, type DecidersQuery } from '../gql/graphql';
import type { Endpoint } from './endpoint';

const MOST = 100;
const NamesContext = createContext<ReadonlyMap<string, string>>(new Map());

/** The names of those who decided about the devices, asked for all at once. */
export function Deciders({
  of,
  children,
}: {
  readonly of: readonly Pick<Endpoint, 'decidedBy'>[];
  readonly children: ReactNode;
}): ReactNode {
  const isObject = (id: string | null): id is string => id !== null && /^(usr|key)_/.test(id);
  const ids = [...new Set(of.map(({ decidedBy }) => decidedBy).filter(isObject))].sort().slice(0, MOST);
  const [{ data }] = useQuery({ query: DecidersDocument, variables: { ids }, pause: ids.length === 0 });
  return <NamesContext value={namesOf(data)}>{children}</NamesContext>;
}

function namesOf(data: DecidersQuery | undefined): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const one of data?.nodes ?? []) {
    if (one && 'name' in one) names.set(one.id, one.name);
  }
  return names;
}

/** Within `Deciders`: the name, or what may be said where it is not to be seen. */
export function DecidedBy({ endpoint: { decidedBy } }: { readonly endpoint: Pick<Endpoint, 'decidedBy'> }): ReactNode {
  const { t } = useTranslation('endpoints');
  const names = useContext(NamesContext);
  if (decidedBy === null) return '–';
  const name = names.get(decidedBy);
  if (decidedBy === 'command-line') return t('decider.commandLine');
  if (decidedBy === 'api-key' || decidedBy.startsWith('key_')) {
    return name === undefined ? t('decider.someKey') : t('decider.key', { name });
  }
  return name ?? t('decider.someUser');
}
