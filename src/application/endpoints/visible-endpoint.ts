import type { AccountPath } from '../../domain/accounts/account-path';
import type { Endpoint } from '../../entities/endpoint';
import { permissionsOn } from '../caller';
import type { Context } from '../context';

/** An endpoint with what the caller may do with it. Its public key is for the token endpoint alone. */
export type VisibleEndpoint = Omit<Endpoint, 'publicKey'> & {
  readonly hasOwnKey: boolean;
  /** False for who may change it and not see it. */
  readonly visible: boolean;
  readonly viewerCanUpdate: boolean;
  readonly viewerCanDelete: boolean;
};

/** `accountPath`: of the endpoint's account. */
export function visibleEndpoint({ caller }: Context, endpoint: Endpoint, accountPath: AccountPath): VisibleEndpoint {
  const held = permissionsOn(caller, accountPath);
  const { publicKey, ...shown } = endpoint;
  return {
    ...shown,
    hasOwnKey: publicKey !== null,
    visible: held.has('ViewEndpoint'),
    viewerCanUpdate: held.has('ModifyEndpoint'),
    viewerCanDelete: held.has('DeleteEndpoint'),
  };
}
