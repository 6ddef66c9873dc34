import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { PREVIEW_ONLY } from '../application/change';
import { loadViewedUser } from '../application/sessions/load-viewed-user';
import { ForbiddenError, KeytreeError } from '../domain/errors';
import { parsePublicId } from '../domain/ids';
import { refusalOfRequest } from '../graphql/format-error';
import { newLoaders } from '../graphql/loaders';
import type { RequestContext } from './request-context';

/** Whom the request asks to be answered as; null where it does not. Sent empty it is nobody's id. */
export function viewAsOf({ headers }: FastifyRequest): string | null {
  const written = headers['x-keytree-view-as'];
  return typeof written === 'string' ? written : null;
}

/** Answers as another user would be answered, to who may know all of that: queries alone, before anything is resolved. */
export const viewedAsAnother: ApolloServerPlugin<RequestContext> = {
  requestDidStart: ({ contextValue }) =>
    Promise.resolve(
      contextValue.viewAs === null
        ? undefined
        : {
            didResolveOperation: ({ operation }) => (operation ? preview(contextValue, operation) : Promise.resolve()),
          },
    ),
};

async function preview(context: RequestContext, { operation }: OperationDefinitionNode): Promise<void> {
  try {
    refuseWhatIsNoPreview(context, operation);
    // The fields say to sign in.
    if (context.app.caller.kind !== 'USER') return;
    const userId = parsePublicId('User', context.viewAs ?? '');
    context.app = context.appOf(await loadViewedUser(context.app, { userId }));
    context.loaders = newLoaders(context.app);
  } catch (error) {
    throw error instanceof KeytreeError ? refusalOfRequest(error) : error;
  }
}

/** Whoever asks: also what nobody needs to be signed in for. */
function refuseWhatIsNoPreview({ presented }: RequestContext, operation: OperationTypeNode): void {
  if (presented !== null) {
    throw new ForbiddenError('Looking as another user does is for management sign-ins: leave out X-Api-Key.');
  }
  if (operation !== OperationTypeNode.QUERY) {
    throw new ForbiddenError(`${PREVIEW_ONLY} Leave out X-Keytree-View-As.`);
  }
}
