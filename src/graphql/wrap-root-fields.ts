import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { DeniedError, NotFoundError } from '../domain/errors';
import { located } from './located';
import { newLoaders } from './loaders';
import { CLASS_DESCRIPTIONS, type FieldClass, refusalByClass } from './permissions/field-class';
import type { Guard, Resolve } from './permissions/guard';
import { classOf, permissionMiddleware } from './permissions/permission-map';
import { userErrorOf } from './user-error';

/**
 * Puts the permission map before the root fields, says in their descriptions what they take of a key, and turns what
 * use cases throw into the answer's form: a mutation's refusals into members of its union, a query's "not found" into
 * null. Only root fields are wrapped: wrapping every field would cost several times the run time.
 */
export function wrapRootFields(schema: GraphQLSchema): GraphQLSchema {
  const permitted = permissionMiddleware(schema);
  for (const root of ['Query', 'Mutation'] as const) {
    const answering = root === 'Query' ? nullWhereNotFound : refusalsAsAnswers;
    for (const [name, field] of Object.entries(schema.getRootType(OPERATIONS[root])?.getFields() ?? {})) {
      const takes = classOf(root, name);
      const resolve = field.resolve as Resolve | undefined;
      if (resolve) Object.assign(field, { resolve: guard(permitted[root]?.[name], takes, answering(resolve, takes)) });
      field.description = `${field.description ?? ''} ${CLASS_DESCRIPTIONS[takes]}`.trim();
    }
  }
  return schema;
}

const OPERATIONS = { Query: OperationTypeNode.QUERY, Mutation: OperationTypeNode.MUTATION } as const;

function guard(permitted: Guard | undefined, takes: FieldClass, resolve: Resolve): Resolve {
  // Deny by default: a root field that the map forgot has no guard.
  if (!permitted) throw new Error('A root field has no rule in the permission map.');
  return (parent, args, context, info) => {
    const refusal = refusalByClass(context, takes);
    if (refusal) throw located(refusal, info);
    return permitted(resolve, parent, args, context, info);
  };
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

function refusalsAsAnswers(resolve: Resolve, takes: FieldClass): Resolve {
  return async (parent, args, context, info) => {
    // Mutations of one request are done one after the other, each with its answer: none reads what the last one read.
    context.loaders = newLoaders(context.app);
    try {
      return await resolve(parent, args, context, info);
    } catch (error) {
      // Whether the request may pass at all is no answer of a change: it may have been decided anew in one.
      if (error instanceof DeniedError && takes !== 'LOGIN') throw located(error, info);
      const refusal = userErrorOf(error);
      if (refusal) return refusal;
      throw error;
    }
  };
}
