import { Field, ObjectType } from 'type-graphql';
import type { Permission } from '../../domain/permissions/permission';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import type { Account } from '../../entities/account';
import type { User } from '../../entities/user';
import { AccountRef } from './account-ref';
import { AccountType } from './account';
import { ApiKeyType } from './api-key';
import { PermissionEnum } from './enums';
import { UserType } from './user';

@ObjectType('ViewerPermissions', { description: 'What the viewer holds on one account and on everything below it.' })
export class ViewerPermissionsType {
  @Field(() => AccountRef, { description: 'Where.' })
  account!: AccountRef;

  @Field(() => [PermissionEnum], { description: 'All that is held there, with what comes from above.' })
  permissions!: Permission[];
}

@ObjectType('Viewer', { description: 'Who is signed in, or what the API key of the request stands for.' })
export class ViewerType {
  @Field(() => UserType, { nullable: true, description: 'The user; null for an API key alone.' })
  user!: User | null;

  @Field(() => ApiKeyType, {
    nullable: true,
    description: 'The API key of the request, as far as you see it; null for a management sign-in.',
  })
  apiKey!: VisibleApiKey | null;

  @Field(() => AccountType, {
    nullable: true,
    description:
      "The user's account, whose subtree is their reach; of an API key alone, that which defines it. null without ViewAccount there.",
  })
  account!: Account | null;
}
