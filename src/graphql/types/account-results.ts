import { Ctx, Field, ID, Int, ObjectType, Root } from 'type-graphql';
import type { DeleteAccountResult } from '../../application/accounts/delete-account';
import type { MoveAccountResult } from '../../application/accounts/move-account';
import type { CreateAccountResult } from '../../application/accounts/create-account';
import { type IdKind, publicId } from '../../domain/ids';
import type { Account } from '../../entities/account';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import type { GraphqlContext } from '../graphql-context';
import { loadChanged } from '../load-node';
import { AccountType } from './account';
import { AccountRef } from './account-ref';
import { ApiKeyType } from './api-key';

@ObjectType('AccountSuccess', { description: 'The account as it is now.' })
export class AccountSuccess {
  constructor(readonly changed: Account) {}

  @Field(() => AccountType, { nullable: true, description: 'The account as it is now; null without ViewAccount.' })
  account(@Root() { changed }: AccountSuccess, @Ctx() context: GraphqlContext): Promise<object | null> {
    return loadChanged(context, 'Account', changed);
  }
}

@ObjectType('PredefinedApiKey', { description: 'A key that a template stamped on a new customer.' })
export class PredefinedApiKey {
  @Field(() => ApiKeyType, { description: 'The key.' })
  apiKey!: VisibleApiKey;

  @Field(() => String, { nullable: true, description: 'Its value, shown this once; null where the template fixes it.' })
  value!: string | null;
}

@ObjectType('CreateAccountSuccess', { description: 'The account was made.' })
export class CreateAccountSuccess extends AccountSuccess {
  @Field(() => [PredefinedApiKey], { description: 'Of a customer: the keys that the templates of its line gave it.' })
  predefinedKeys: PredefinedApiKey[];

  constructor({ account, predefinedKeys }: CreateAccountResult) {
    super(account);
    this.predefinedKeys = [...predefinedKeys];
  }
}

@ObjectType('NamedRef', { description: 'An object by id and name; null where you may not see it.' })
export class NamedRef {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  name!: string | null;
}

function ref(kind: IdKind, id: string | null, name: string | null): NamedRef {
  return { id: id === null ? null : publicId(kind, id), name };
}

@ObjectType('RemovedGrant', { description: 'A grant that no longer stands after a move.' })
export class RemovedGrantType {
  @Field(() => AccountRef, { description: 'Where it was.' })
  account!: AccountRef;

  @Field(() => NamedRef, { description: 'Who had it.' })
  user!: NamedRef;

  @Field(() => NamedRef, { description: 'What it gave.' })
  role!: NamedRef;
}

@ObjectType('RemovedBlock', { description: 'A block of a key that is no longer inherited after a move.' })
export class RemovedBlockType {
  @Field(() => AccountRef, { description: 'Where it was.' })
  account!: AccountRef;

  @Field(() => NamedRef, { description: 'The key that it blocked.' })
  apiKey!: NamedRef;
}

@ObjectType('MoveAccountSuccess', { description: 'The account hangs in its new place.' })
export class MoveAccountSuccess extends AccountSuccess {
  @Field(() => [RemovedGrantType], {
    description: 'Grants whose role or user is no longer on the line of their account.',
  })
  removedGrants: RemovedGrantType[];

  @Field(() => [RemovedBlockType], { description: 'Blocks of keys that are no longer inherited.' })
  removedBlocks: RemovedBlockType[];

  constructor({ account, removedGrants, removedBlocks }: MoveAccountResult) {
    super(account);
    this.removedGrants = removedGrants.map((grant) => ({
      account: { id: publicId('Account', grant.accountId), name: grant.accountName },
      user: ref('User', grant.userId, grant.userName),
      role: ref('Role', grant.roleId, grant.roleName),
    }));
    this.removedBlocks = removedBlocks.map((block) => ({
      account: { id: publicId('Account', block.accountId), name: block.accountName },
      apiKey: ref('ApiKey', block.keyId, block.keyName),
    }));
  }
}

@ObjectType('DeleteAccountSuccess', { description: 'The account is gone; the figures include its sub-accounts.' })
export class DeleteAccountSuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  @Field(() => Int, { description: 'Accounts that went.' })
  accounts: number;

  @Field(() => Int, { description: 'Keys that went.' })
  apiKeys: number;

  @Field(() => Int, { description: 'Users who went.' })
  users: number;

  constructor(result: DeleteAccountResult) {
    this.deletedId = publicId('Account', result.accountId);
    this.accounts = result.accounts;
    this.apiKeys = result.apiKeys;
    this.users = result.users;
  }
}
