import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { NotFoundError } from '../domain/errors';
import type { GraphqlContext } from './graphql-context';
import { newLoaders } from './loaders';
import { permissionMiddleware } from './permissions/permission-map';
import { userErrorOf } from './user-error';

type Resolve = GraphQLFieldResolver<unknown, GraphqlContext>;

/**
 * Puts the permission map before the root fields, and turns what use cases throw into the answer's form: a mutation's
 * refusals into members of its union, a query's "not found" into null. Only root fields are wrapped: wrapping every
 * field would cost several times the run time.
 */
export function wrapRootFields(schema: GraphQLSchema): GraphQLSchema {
  const permitted = permissionMiddleware(schema);
  wrap(schema.getQueryType(), (resolve, name) => guard(permitted.Query?.[name], nullWhereNotFound(resolve)));
  wrap(schema.getMutationType(), (resolve, name) => guard(permitted.Mutation?.[name], refusalsAsAnswers(resolve)));
  return schema;
}

export type Guard = (resolve: Resolve, ...args: Parameters<Resolve>) => unknown;

function wrap(type: GraphQLObjectType | null | undefined, wrapper: (resolve: Resolve, name: string) => Resolve): void {
  for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
    if (field.resolve) field.resolve = wrapper(field.resolve as Resolve, name) as typeof field.resolve;
  }
}

function guard(permitted: Guard | undefined, resolve: Resolve): Resolve {
  // Deny by default: a root field that the map forgot has no guard.
  if (!permitted) throw new Error('A root field has no rule in the permission map.');
  return (parent, args, context, info) => permitted(resolve, parent, args, context, info);
}

function nullWhereNotFound(resolve: Resolve): Resolve {
  return async (parent, args, context, info) => {
    try {
      return await resolve(parent, args, context, info);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  };
}

function refusalsAsAnswers(resolve: Resolve): Resolve {
  return async (parent, args, context, info) => {
    // Mutations of one request are done one after the other, each with its answer: none reads what the last one read.
    context.loaders = newLoaders(context.app);
    try {
      return await resolve(parent, args, context, info);
    } catch (error) {
      const refusal = userErrorOf(error);
      if (refusal) return refusal;
      throw error;
    }
  };
}
