import type { ExplainAccessInput, OperationClass } from '../gql/graphql';
import { isAddress } from '../parts/is-address';

export const OPERATIONS = ['LIMITED', 'ADMINISTRATIVE', 'LOGIN', 'REGISTER_DEVICE'] as const satisfies OperationClass[];

/** A request as it would come to a gateway. What is pasted lives in a component's state, nowhere else. */
export interface Question {
  readonly keyBy: 'choice' | 'value';
  readonly keyId: string | null;
  readonly value: string;
  readonly clientIp: string;
  readonly operation: OperationClass;
  readonly userToken: string;
  readonly deviceToken: string;
  /** A gateway that serves many accounts may not know which one is meant. */
  readonly namesAccount: boolean;
}

/** What an address may carry: a key by its id, the class and the client's address; never a secret. */
export function questionOfAddress(params: URLSearchParams): Question {
  const keyId = params.get('key');
  const operation = OPERATIONS.find((one) => one === params.get('operation')) ?? 'LIMITED';
  return {
    keyBy: 'choice',
    keyId,
    value: '',
    clientIp: params.get('ip') ?? '',
    operation,
    userToken: '',
    deviceToken: '',
    namesAccount: true,
  };
}

/** What is no address was perhaps pasted into the wrong field. */
const LIKE_AN_IP = /^[\da-f]{0,4}([.:][\da-f]{0,4})+$/i;

export function addressOfQuestion({ keyBy, keyId, operation, clientIp }: Question): Record<string, string> {
  return {
    ...(keyBy === 'choice' && keyId !== null && { key: keyId }),
    operation,
    ...(LIKE_AN_IP.test(clientIp.trim()) && { ip: clientIp.trim() }),
  };
}

export function inputOf(question: Question, accountId: string): ExplainAccessInput {
  const { keyBy, keyId, operation } = question;
  const namesAccount = question.namesAccount || keyBy === 'choice';
  return {
    ...(namesAccount && { account: { id: accountId } }),
    // What is copied often brings blanks or a line's end along; no key and no token has any.
    ...(keyBy === 'choice' ? { keyId } : { key: question.value.trim() }),
    clientIp: question.clientIp.trim() || null,
    operation,
    userToken: question.userToken.trim() || null,
    deviceToken: question.deviceToken.trim() || null,
  };
}

export function isComplete({ keyBy, keyId, value }: Question): boolean {
  return keyBy === 'choice' ? keyId !== null : value.trim() !== '';
}

/** None is one too: of a client whose address is not known. */
export function hasGoodAddress({ clientIp }: Question): boolean {
  return clientIp.trim() === '' || isAddress(clientIp.trim());
}
