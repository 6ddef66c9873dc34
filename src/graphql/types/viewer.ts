import { Field, ObjectType } from 'type-graphql';
import type { Permission } from '../../domain/permissions/permission';
import type { Account } from '../../entities/account';
import type { User } from '../../entities/user';
import { AccountRef } from './account-ref';
import { AccountType } from './account';
import { PermissionEnum } from './enums';
import { UserType } from './user';

@ObjectType('ViewerPermissions', { description: 'What the viewer holds on one account and on everything below it.' })
export class ViewerPermissionsType {
  @Field(() => AccountRef, { description: 'Where.' })
  account!: AccountRef;

  @Field(() => [PermissionEnum], { description: 'All that is held there, with what comes from above.' })
  permissions!: Permission[];
}

@ObjectType('Viewer', { description: 'Who is signed in.' })
export class ViewerType {
  @Field(() => UserType, { description: 'The user.' })
  user!: User;

  @Field(() => AccountType, {
    nullable: true,
    description: "The user's account, whose subtree is their reach; null without ViewAccount there.",
  })
  account!: Account | null;
}
