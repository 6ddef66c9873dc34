import { cacheExchange, type UpdateResolver } from '@urql/exchange-graphcache';
import type { Exchange } from 'urql';
import possible from '../gql/possible-types';
import { OF_ONE_PLACE, WITHOUT_ID } from './embedded-types';

/**
 * Inheritance carries one change to any number of accounts, so after each change whatever is shown is asked for anew.
 * Objects stay as the change answered them: nothing goes blank meanwhile.
 */
const askAnew: UpdateResolver = (_result, _args, cache) => {
  // One by one: the root as a whole is no entity that could be invalidated.
  for (const { fieldName, arguments: args } of cache.inspectFields('Query')) cache.invalidate('Query', fieldName, args);
};

/** Objects once under their id; what is true of a key on one account stands on its edge, under that account. */
export function newCache(): Exchange {
  return cacheExchange({
    possibleTypes: possible.possibleTypes,
    keys: Object.fromEntries([...WITHOUT_ID, ...OF_ONE_PLACE].map((name) => [name, () => null])),
    // Whichever mutation.
    updates: { Mutation: new Proxy<Record<string, UpdateResolver>>({}, { get: () => askAnew }) },
  });
}
