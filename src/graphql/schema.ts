import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema } from 'type-graphql';
import { guardAdministrativeFields } from './guard-administrative-fields';
import { resolveIds } from './resolve-ids';
import { RESOLVERS } from './resolvers';
import { validateArgument } from './validate-argument';
import { wrapRootFields } from './wrap-root-fields';

let built: Promise<GraphQLSchema> | undefined;

/** The executable schema with its permission map. Built once in a process: type-graphql keeps its metadata globally. */
export function newSchema(): Promise<GraphQLSchema> {
  built ??= buildSchema({
    resolvers: RESOLVERS,
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    validateFn: validateArgument,
  }).then((schema) => guardAdministrativeFields(wrapRootFields(resolveIds(describeRoots(schema)))));
  return built;
}

/** type-graphql has no place for it. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = 'Everything is read within the reach of who asks; what is not found is null.';
  if (mutation)
    mutation.description = 'Each takes one input, and answers its success or one of the errors that it can give.';
  return schema;
}
