import type { OperationClass } from '../../domain/decision/codes';
import type { Explanation } from '../../domain/decision/decide';
import type { IpAddress } from '../../domain/network/ip-address';

/** An administrator asks what a request would be answered. Ids are bare. */
export interface AccessQuestion {
  /** The account that the asker may ask for, with all below it. */
  readonly topAccountId: string;
  /** Null where the request names none. */
  readonly account: { readonly by: 'id' | 'externalId' | 'domain'; readonly text: string } | null;
  /** The presented value, or the id of a key that stands for its current value. */
  readonly presented: { readonly key: string } | { readonly keyId: string };
  readonly clientIp: IpAddress | null;
  readonly operation: OperationClass;
  readonly userToken: string | null;
  readonly deviceToken: string | null;
}

/** Ids are null where there is nothing within the asker's reach. */
export interface AccessAnswer extends Explanation {
  readonly accountId: string | null;
  readonly keyId: string | null;
}
