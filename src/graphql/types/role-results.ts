import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { VisibleRole } from '../../application/roles/visible-role';
import { publicId } from '../../domain/ids';
import type { Role } from '../../entities/role';
import type { RoleGrant } from '../../entities/role-grant';
import { RoleGrantType, RoleType } from './role';

@ObjectType('RoleSuccess', { description: 'The role as it is now.' })
export class RoleSuccess {
  @Field(() => RoleType, { description: 'The role as it is now.' })
  role: VisibleRole;

  constructor(role: VisibleRole) {
    this.role = role;
  }
}

@ObjectType('DeleteRoleSuccess', { description: 'The role is gone, with its grants.' })
export class DeleteRoleSuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  @Field(() => Int, { description: 'Grants that went with it.' })
  removedGrants: number;

  constructor(role: Role, removedGrants: number) {
    this.deletedId = publicId('Role', role.id);
    this.removedGrants = removedGrants;
  }
}

@ObjectType('GrantRoleSuccess', { description: 'The role is given.' })
export class GrantRoleSuccess {
  @Field(() => RoleGrantType, { description: 'The grant.' })
  grant: RoleGrant;

  constructor(grant: RoleGrant) {
    this.grant = grant;
  }
}

@ObjectType('RevokeGrantSuccess', { description: 'The grant is taken back.' })
export class RevokeGrantSuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  constructor(grant: RoleGrant) {
    this.deletedId = publicId('RoleGrant', grant.id);
  }
}
