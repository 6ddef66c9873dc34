import { ArrayMaxSize, IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PERMISSIONS, type Permission } from '../../domain/permissions/permission';
import { PermissionEnum } from '../types/enums';

@InputType('CreateRoleInput', { description: 'A new role, usable on its account and below.' })
export class CreateRoleInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Where it is kept.' })
  accountId!: string;

  @MaxLength(400)
  @Field(() => String, { description: 'Unique on the account without case.' })
  name!: string;

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true, description: 'Free text.' })
  description?: string | null;

  @ArrayMaxSize(PERMISSIONS.length)
  @Field(() => [PermissionEnum], { description: 'At most what you hold on the account yourself.' })
  permissions!: Permission[];
}

@InputType('UpdateRoleInput', { description: 'What is not given stays as it is.' })
export class UpdateRoleInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which role.' })
  roleId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The `version` that you read; another one by now is a Conflict.' })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'Unique on the account without case.' })
  name?: string | null;

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true, description: 'null takes it away.' })
  description?: string | null;

  @IsOptional()
  @ArrayMaxSize(PERMISSIONS.length)
  @Field(() => [PermissionEnum], {
    nullable: true,
    description: 'All of them, before and after at most what you hold yourself.',
  })
  permissions?: Permission[] | null;
}

@InputType('DeleteRoleInput', { description: 'A role to delete.' })
export class DeleteRoleInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which role.' })
  roleId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Its grants too; else it is refused where there are any.' })
  cascade!: boolean;
}

@InputType('GrantRoleInput', {
  description: 'A role for a user, on an account and all below it. Name the role by id or by name.',
})
export class GrantRoleInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Who gets it: a user of the account or of one above it.' })
  userId!: string;

  @MaxLength(36)
  @Field(() => ID, { description: 'Where it holds.' })
  accountId!: string;

  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, { nullable: true, description: 'The role, of the account or of one above it.' })
  roleId?: string | null;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'The role by name: the nearest above the account is meant.' })
  roleName?: string | null;
}

@InputType('RevokeGrantInput', { description: 'A grant to take back.' })
export class RevokeGrantInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which grant.' })
  grantId!: string;
}
