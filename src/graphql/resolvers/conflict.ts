import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ConflictSubject } from '../../domain/errors';
import { publicId } from '../../domain/ids';
import type { GraphqlContext } from '../graphql-context';
import { loadNode } from '../load-node';
import { Node } from '../types/node';
import { Conflict } from '../types/user-errors';

@Resolver(() => Conflict)
export class ConflictResolver {
  @FieldResolver(() => Node, {
    nullable: true,
    description: 'What stands in the way, such as the object that has the name; null where you may not see it.',
  })
  existing(@Root() { error }: Conflict, @Ctx() context: GraphqlContext): Promise<object | null> {
    return subject(context, error.options.existing);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The object as it is now, where another version of it was to be changed.',
  })
  current(@Root() { error }: Conflict, @Ctx() context: GraphqlContext): Promise<object | null> {
    return subject(context, error.options.current);
  }
}

async function subject(context: GraphqlContext, found: ConflictSubject | undefined): Promise<object | null> {
  return found ? loadNode(context, publicId(found.type, found.id)) : null;
}
