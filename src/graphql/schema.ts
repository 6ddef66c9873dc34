import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchema } from 'type-graphql';
import { RESOLVERS } from './resolvers';
import { wrapRootFields } from './wrap-root-fields';

let built: Promise<GraphQLSchema> | undefined;

/** The executable schema with its permission map. Built once in a process: type-graphql keeps its metadata globally. */
export function newSchema(): Promise<GraphQLSchema> {
  built ??= buildSchema({
    resolvers: RESOLVERS,
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    validate: { forbidUnknownValues: true, skipMissingProperties: false },
  }).then(wrapRootFields);
  return built;
}
