import type { GraphQLSchema } from 'graphql';
import { ID_PREFIXES, type IdKind, publicId } from '../domain/ids';

/**
 * Gives the `id` of each kind in its public form. Not by a field resolver each: type-graphql's make a promise of every
 * value, and lists have hundreds of ids.
 */
export function resolveIds(schema: GraphQLSchema): GraphQLSchema {
  for (const kind of Object.keys(ID_PREFIXES) as IdKind[]) {
    const type = schema.getType(kind);
    const field = type && 'getFields' in type ? type.getFields().id : undefined;
    if (field) Object.assign(field, { resolve: ({ id }: { id: string }) => publicId(kind, id) });
  }
  return schema;
}
