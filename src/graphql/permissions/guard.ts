import type { GraphQLFieldResolver } from 'graphql';
import type { GraphqlContext } from '../graphql-context';

export type Resolve = GraphQLFieldResolver<unknown, GraphqlContext>;

/** Stands before a root field: calls what resolves it, or throws. */
export type Guard = (resolve: Resolve, ...args: Parameters<Resolve>) => unknown;
