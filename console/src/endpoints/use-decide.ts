import { useMutate } from '../api/use-mutate';
import type { Refusal } from '../api/outcome';
import {
  DeleteEndpointDocument,
  RejectEndpointDocument,
  RevokeEndpointDocument,
  TrustEndpointDocument,
} from '../gql/graphql';
import type { Action, Endpoint } from './endpoint';

/** Does it to a device as it is shown: what somebody else changed since is refused, and shown as it is now. */
export function useDecide(): (action: Action, endpoint: Endpoint, userCode?: string) => Promise<Refusal | null> {
  const confirm = useMutate(TrustEndpointDocument);
  const reject = useMutate(RejectEndpointDocument);
  const revoke = useMutate(RevokeEndpointDocument);
  const remove = useMutate(DeleteEndpointDocument);
  return async (action, { id, version }, userCode) => {
    const input = { endpointId: id, version };
    switch (action) {
      case 'confirm':
        return (await confirm.run({ input: userCode === undefined ? input : { ...input, userCode } })).refusal;
      case 'reject':
        return (await reject.run({ input })).refusal;
      case 'revoke':
        return (await revoke.run({ input })).refusal;
      case 'delete':
        return (await remove.run({ input })).refusal;
    }
  };
}
