import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { createRole } from '../../application/roles/create-role';
import { deleteRole } from '../../application/roles/delete-role';
import { getRole } from '../../application/roles/get-role';
import { grantRole } from '../../application/roles/grant-role';
import { listGrantsOfAccount } from '../../application/roles/list-grants';
import { listRoles, listUsableRoles } from '../../application/roles/list-roles';
import { revokeGrant } from '../../application/roles/revoke-grant';
import { updateRole } from '../../application/roles/update-role';
import { type VisibleRole, visibleRole } from '../../application/roles/visible-role';
import type { Account } from '../../entities/account';
import type { RoleGrant } from '../../entities/role-grant';
import type { User } from '../../entities/user';
import { bareId } from '../bare-id';
import { connectionOfEdges, pageRequest, toConnection } from '../connection';
import { encodeCursor } from '../cursor';
import { ifGiven } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { publicActor } from '../public-actor';
import { PageArgs } from '../inputs/page-args';
import { CreateRoleInput, DeleteRoleInput, GrantRoleInput, RevokeGrantInput, UpdateRoleInput } from '../inputs/role';
import { resultUnion } from '../result-union';
import { AccountType } from '../types/account';
import type { ConnectionOf } from '../types/connection';
import { RoleConnection, RoleGrantConnection, RoleGrantType, RoleType } from '../types/role';
import { DeleteRoleSuccess, GrantRoleSuccess, RevokeGrantSuccess, RoleSuccess } from '../types/role-results';
import { UserType } from '../types/user';

const CreateRoleResult = resultUnion('createRole', RoleSuccess);
const UpdateRoleResult = resultUnion('updateRole', RoleSuccess);
const DeleteRoleResult = resultUnion('deleteRole', DeleteRoleSuccess);
const GrantRoleResult = resultUnion('grantRole', GrantRoleSuccess);
const RevokeGrantResult = resultUnion('revokeGrant', RevokeGrantSuccess);

@Resolver(() => RoleType)
export class RoleResolver {
  @Query(() => RoleType, {
    nullable: true,
    description: 'One role; null where there is none that you may see. Takes ViewRole on its account, or below it.',
  })
  role(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { app }: GraphqlContext,
  ): Promise<VisibleRole> {
    return getRole(app, { roleId: bareId('Role', id, ['id']) });
  }

  @FieldResolver()
  description(@Root() { role }: VisibleRole): string | null {
    return role?.description ?? null;
  }

  @FieldResolver()
  version(@Root() { role }: VisibleRole): number | null {
    return role?.version ?? null;
  }

  @FieldResolver()
  createdAt(@Root() { role }: VisibleRole): Date | null {
    return role?.createdAt ?? null;
  }

  @FieldResolver()
  updatedAt(@Root() { role }: VisibleRole): Date | null {
    return role?.updatedAt ?? null;
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'Where it is kept; null where you may not see that account.',
  })
  async account(@Root() { role }: VisibleRole, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return role === null ? null : loaders.account.load(role.accountId);
  }

  @Mutation(() => CreateRoleResult, {
    nullable: true,
    description: 'Make a role. Takes ModifyRole on the account, and every permission of the role.',
  })
  async createRole(
    @Arg('input', () => CreateRoleInput, { description: 'The role.' }) input: CreateRoleInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateRoleResult> {
    const { name, description, permissions } = input;
    const accountId = bareId('Account', input.accountId, ['accountId']);
    return new RoleSuccess(await createRole(app, { accountId, name, description, permissions }));
  }

  @Mutation(() => UpdateRoleResult, {
    nullable: true,
    description: 'Change a role. Takes ModifyRole on its account, and every permission that it has before and after.',
  })
  async updateRole(
    @Arg('input', () => UpdateRoleInput, { description: 'What changes.' }) input: UpdateRoleInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateRoleResult> {
    const { version, name, description, permissions } = input;
    const roleId = bareId('Role', input.roleId, ['roleId']);
    const role = await updateRole(app, {
      roleId,
      version,
      name: name ?? undefined,
      description,
      permissions: permissions ?? undefined,
    });
    return new RoleSuccess(role);
  }

  @Mutation(() => DeleteRoleResult, {
    nullable: true,
    description: 'Delete a role. Takes DeleteRole on its account, and every permission of the role.',
  })
  async deleteRole(
    @Arg('input', () => DeleteRoleInput, { description: 'Which one.' }) input: DeleteRoleInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteRoleResult> {
    const { role, removedGrants } = await deleteRole(app, {
      roleId: bareId('Role', input.roleId, ['roleId']),
      cascade: input.cascade,
    });
    return new DeleteRoleSuccess(role, removedGrants.length);
  }

  @Mutation(() => GrantRoleResult, {
    nullable: true,
    description:
      'Give a user a role on an account and all below it. Takes ModifyRole there, and every permission of the role.',
  })
  async grantRole(
    @Arg('input', () => GrantRoleInput, { description: 'Who gets what where.' }) input: GrantRoleInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof GrantRoleResult> {
    const { grant } = await grantRole(app, {
      userId: bareId('User', input.userId, ['userId']),
      accountId: bareId('Account', input.accountId, ['accountId']),
      roleId: ifGiven(input.roleId, (id) => bareId('Role', id, ['roleId'])),
      roleName: input.roleName ?? undefined,
    });
    return new GrantRoleSuccess(grant);
  }

  @Mutation(() => RevokeGrantResult, {
    nullable: true,
    description: "Take a role back. Takes ModifyRole on the grant's account, and every permission of the role.",
  })
  async revokeGrant(
    @Arg('input', () => RevokeGrantInput, { description: 'Which grant.' }) input: RevokeGrantInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RevokeGrantResult> {
    return new RevokeGrantSuccess(await revokeGrant(app, { grantId: bareId('RoleGrant', input.grantId, ['grantId']) }));
  }
}

@Resolver(() => RoleGrantType)
export class RoleGrantResolver {
  @FieldResolver()
  createdBy(@Root() grant: RoleGrant): string {
    return publicActor(grant.createdBy);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who has it; null without ViewUser on their account.' })
  user(@Root() grant: RoleGrant, @Ctx() { loaders }: GraphqlContext): Promise<User | null> {
    return loaders.user.load(grant.userId);
  }

  @FieldResolver(() => RoleType, { nullable: true, description: 'What it gives.' })
  role(@Root() grant: RoleGrant, @Ctx() { loaders }: GraphqlContext): Promise<VisibleRole | null> {
    return loaders.role.load(grant.roleId);
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'Where it holds, with all below; null without ViewAccount there.',
  })
  account(@Root() grant: RoleGrant, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(grant.accountId);
  }
}

@Resolver(() => AccountType)
export class AccountRolesResolver {
  @FieldResolver(() => RoleConnection, {
    nullable: true,
    description: 'The roles kept on the account. Takes ViewRole; null, with an error, without it.',
  })
  async roles(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<VisibleRole>> {
    const list = ['roles', account.id];
    const page = await listRoles(app, { accountId: account.id, ...pageRequest(list, args) });
    return connectionOfEdges(
      page.items.map((role) => ({
        node: visibleRole(role, true),
        cursor: encodeCursor(list, [role.nameKey, role.id]),
      })),
      page,
    );
  }

  @FieldResolver(() => [RoleType], {
    nullable: true,
    description:
      'The roles that can be granted on the account: its own and those from above, the nearest of each name. Takes ViewRole.',
  })
  usableRoles(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): Promise<VisibleRole[]> {
    return listUsableRoles(app, { accountId: account.id });
  }

  @FieldResolver(() => RoleGrantConnection, {
    nullable: true,
    description: 'The grants made on the account itself. Takes ViewRole; null, with an error, without it.',
  })
  async grants(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<RoleGrant>> {
    const list = ['grants on account', account.id];
    const page = await listGrantsOfAccount(app, { accountId: account.id, ...pageRequest(list, args) });
    return toConnection(list, page, (grant) => [grant.id]);
  }
}
