import type { EndpointRowFragment } from '../gql/graphql';

export type Endpoint = EndpointRowFragment;

export const ACTIONS = ['confirm', 'reject', 'revoke', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];

type Situation = Pick<Endpoint, 'status' | 'confirmed' | 'viewerCanUpdate' | 'viewerCanDelete'> & {
  readonly waitingRegistrations: readonly unknown[];
};

/** Whether the action would come to something on a device as it stands, whoever asks. */
export function makesSense(action: Action, { status, confirmed, waitingRegistrations }: Situation): boolean {
  const waits = waitingRegistrations.length > 0;
  switch (action) {
    case 'confirm':
      // A device that was never let in has to ask again once its registration is over.
      return waits || (status === 'TRUSTED' ? !confirmed : status !== 'PENDING');
    case 'reject':
      return waits || status === 'PENDING';
    case 'revoke':
      return status === 'TRUSTED';
    case 'delete':
      return true;
  }
}

function isPermitted(action: Action, { viewerCanUpdate, viewerCanDelete }: Situation): boolean {
  return action === 'delete' ? viewerCanDelete : viewerCanUpdate;
}

/**
 * Whether the code that a device shows has to be given to confirm it. Anybody with the key can ask under a client id: only
 * the code tells which of several is the one that is meant, or whether the one that waits may take the place of a device
 * that is known.
 */
export function codeOf({ status, waitingRegistrations }: Situation): 'none' | 'optional' | 'required' {
  if (waitingRegistrations.length === 0) return 'none';
  return waitingRegistrations.length > 1 || status !== 'PENDING' ? 'required' : 'optional';
}

/** Those of several to which the action is done: what a code is needed for is confirmed one by one. */
export function fitFor<One extends Situation>(action: Action, endpoints: readonly One[]): One[] {
  return endpoints.filter(
    (one) =>
      makesSense(action, one) && isPermitted(action, one) && (action !== 'confirm' || codeOf(one) !== 'required'),
  );
}
