import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { createAccount } from '../../application/accounts/create-account';
import { deleteAccount } from '../../application/accounts/delete-account';
import { moveAccount } from '../../application/accounts/move-account';
import { resumeAccount } from '../../application/accounts/resume-account';
import { suspendAccount } from '../../application/accounts/suspend-account';
import { updateAccount } from '../../application/accounts/update-account';
import { bareId } from '../bare-id';
import type { GraphqlContext } from '../graphql-context';
import {
  AccountStatusInput,
  CreateAccountInput,
  DeleteAccountInput,
  MoveAccountInput,
  UpdateAccountInput,
} from '../inputs/account';
import { resultUnion } from '../result-union';
import {
  AccountSuccess,
  CreateAccountSuccess,
  DeleteAccountSuccess,
  MoveAccountSuccess,
} from '../types/account-results';

const CreateAccountResult = resultUnion('createAccount', CreateAccountSuccess);
const UpdateAccountResult = resultUnion('updateAccount', AccountSuccess);
const SuspendAccountResult = resultUnion('suspendAccount', AccountSuccess);
const ResumeAccountResult = resultUnion('resumeAccount', AccountSuccess);
const MoveAccountResult = resultUnion('moveAccount', MoveAccountSuccess);
const DeleteAccountResult = resultUnion('deleteAccount', DeleteAccountSuccess);

@Resolver()
export class AccountMutations {
  @Mutation(() => CreateAccountResult, {
    nullable: true,
    description:
      'Make an account below a vendor. Takes ModifyAccount on the vendor. A customer gets its predefined keys.',
  })
  async createAccount(
    @Arg('input', () => CreateAccountInput, { description: 'The account.' }) input: CreateAccountInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateAccountResult> {
    const { kind, name, externalId } = input;
    const parentId = bareId('Account', input.parentId, ['parentId']);
    return new CreateAccountSuccess(
      await createAccount(app, {
        parentId,
        kind,
        name,
        externalId,
        domains: input.domains ?? undefined,
        tokenLifetimes: input.tokenLifetimes ?? undefined,
      }),
    );
  }

  @Mutation(() => UpdateAccountResult, {
    nullable: true,
    description:
      'Change an account. Name and token lifetimes take ModifyAccount on it, externalId and domains on its parent.',
  })
  async updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'What changes.' }) input: UpdateAccountInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateAccountResult> {
    const { accountId, version, name, externalId, domains, tokenLifetimes } = input;
    return new AccountSuccess(
      await updateAccount(app, {
        accountId: bareId('Account', accountId, ['accountId']),
        version,
        name: name ?? undefined,
        externalId,
        domains: domains === null ? [] : domains,
        tokenLifetimes: tokenLifetimes ?? undefined,
      }),
    );
  }

  @Mutation(() => SuspendAccountResult, {
    nullable: true,
    description: 'Suspend an account and all below it. Takes ModifyAccount on its parent.',
  })
  async suspendAccount(
    @Arg('input', () => AccountStatusInput, { description: 'Which one.' }) { accountId, version }: AccountStatusInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof SuspendAccountResult> {
    return new AccountSuccess(
      await suspendAccount(app, {
        accountId: bareId('Account', accountId, ['accountId']),
        version: version ?? undefined,
      }),
    );
  }

  @Mutation(() => ResumeAccountResult, {
    nullable: true,
    description: 'Take a suspension back. Takes ModifyAccount on its parent.',
  })
  async resumeAccount(
    @Arg('input', () => AccountStatusInput, { description: 'Which one.' }) { accountId, version }: AccountStatusInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof ResumeAccountResult> {
    return new AccountSuccess(
      await resumeAccount(app, {
        accountId: bareId('Account', accountId, ['accountId']),
        version: version ?? undefined,
      }),
    );
  }

  @Mutation(() => MoveAccountResult, {
    nullable: true,
    description: 'Hang an account with its subtree below another vendor. Takes ModifyAccount on both parents.',
  })
  async moveAccount(
    @Arg('input', () => MoveAccountInput, { description: 'What moves where.' })
    { accountId, newParentId, version }: MoveAccountInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof MoveAccountResult> {
    return new MoveAccountSuccess(
      await moveAccount(app, {
        accountId: bareId('Account', accountId, ['accountId']),
        newParentId: bareId('Account', newParentId, ['newParentId']),
        version,
      }),
    );
  }

  @Mutation(() => DeleteAccountResult, {
    nullable: true,
    description: 'Delete an account with its keys and users. Takes DeleteAccount on its parent.',
  })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput, { description: 'Which one.' })
    { accountId, version, cascade }: DeleteAccountInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteAccountResult> {
    return new DeleteAccountSuccess(
      await deleteAccount(app, {
        accountId: bareId('Account', accountId, ['accountId']),
        version: version ?? undefined,
        cascade,
      }),
    );
  }
}
