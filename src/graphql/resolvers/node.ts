import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { LimitReachedError } from '../../domain/errors';
import type { GraphqlContext } from '../graphql-context';
import { loadNode } from '../load-node';
import { Node } from '../types/node';

const MOST_NODES = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null where there is none that you may see.',
  })
  node(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<object | null> {
    return loadNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'At most 100 objects by their ids, in that order; null in the place of each that you may not see.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Which ones.' }) ids: string[],
    @Ctx() context: GraphqlContext,
  ): Promise<(object | null)[]> {
    if (ids.length > MOST_NODES)
      throw new LimitReachedError(`At most ${MOST_NODES} ids at a time; you gave ${ids.length}.`, ['ids']);
    return Promise.all(ids.map((id) => loadNode(context, id)));
  }
}
