import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema } from 'type-graphql';
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
  }).then(wrapRootFields);
  return built;
}
