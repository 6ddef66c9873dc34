export { KeytreeError, KeytreeRefusedError, KeytreeUnavailableError } from './errors';
export { KeytreeClient, type CallOptions, type KeytreeClientOptions } from './keytree-client';
export type * from './types';
