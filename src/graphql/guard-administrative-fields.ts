import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { GraphqlContext } from './graphql-context';
import { located } from './located';
import { administrativeFields, CLASS_DESCRIPTIONS, refusalByClass } from './permissions/field-class';

type Resolve = GraphQLFieldResolver<unknown, GraphqlContext>;

/**
 * Within objects that any key may read: the fields that take one with full API access. The others' resolvers stay as they
 * are.
 */
export function guardAdministrativeFields(schema: GraphQLSchema): GraphQLSchema {
  for (const { field } of administrativeFields(schema)) {
    const resolve: Resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (parent, args, context, info): unknown => {
      const refusal = refusalByClass(context, 'ADMINISTRATIVE');
      if (refusal) throw located(refusal, info);
      return resolve(parent, args, context, info);
    };
    field.description = `${field.description ?? ''} ${CLASS_DESCRIPTIONS.ADMINISTRATIVE}`.trim();
  }
  return schema;
}
