import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { loadKeyCaller } from '../application/decision/load-key-caller';
import { KeytreeError } from '../domain/errors';
import { newLoaders } from '../graphql/loaders';
import { classOf } from '../graphql/permissions/permission-map';
import type { RequestContext } from './request-context';

/**
 * Finds the caller of a request that came with a key, once it is known what it asks: a login decides for itself, and is
 * no use of the key beside that.
 */
export const callersWithKey: ApolloServerPlugin<RequestContext> = {
  requestDidStart: ({ contextValue }) =>
    Promise.resolve(
      contextValue.presented === null
        ? undefined
        : {
            didResolveOperation: ({ operation, document }) =>
              operation ? keyCallerKnown(contextValue, operation, document) : Promise.resolve(),
          },
    ),
};

/** Resolves when the context has its caller, or why it has none. */
export function keyCallerKnown(
  context: RequestContext,
  operation: OperationDefinitionNode,
  document: DocumentNode,
): Promise<void> {
  return (context.knowingCaller ??= asksForCaller(operation, document) ? know(context) : Promise.resolve());
}

async function know(context: RequestContext): Promise<void> {
  const { presented, viewAs } = context;
  // Refused as a whole by view-as.ts, and so no use of the key.
  if (presented === null || viewAs !== null) return;
  try {
    context.app = context.appOf(await loadKeyCaller(context.app, presented));
    context.loaders = newLoaders(context.app);
  } catch (error) {
    if (!(error instanceof KeytreeError)) throw error;
    context.refused = error;
  }
}

/** Whether any of its root fields wants to know who asks. */
function asksForCaller({ operation, selectionSet }: OperationDefinitionNode, document: DocumentNode): boolean {
  const root = operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query';
  return rootFields(selectionSet, document).some((name) => {
    if (name === '__typename') return false;
    const takes = name.startsWith('__') ? 'LIMITED' : classOf(root, name);
    return takes === 'ADMINISTRATIVE' || takes === 'LIMITED';
  });
}

/** Of a document that is valid: no fragment holds itself. */
function rootFields({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, document);
    const named = (one: DocumentNode['definitions'][number]): one is FragmentDefinitionNode =>
      one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value;
    const fragment = document.definitions.find(named);
    return fragment ? rootFields(fragment.selectionSet, document) : [];
  });
}
