import { Ctx, Field, ID, Int, ObjectType, Root } from 'type-graphql';
import { publicId } from '../../domain/ids';
import type { Role } from '../../entities/role';
import type { RoleGrant } from '../../entities/role-grant';
import type { GraphqlContext } from '../graphql-context';
import { loadChanged } from '../load-node';
import { RoleGrantType, RoleType } from './role';

@ObjectType('RoleSuccess', { description: 'The role as it is now.' })
export class RoleSuccess {
  constructor(readonly changed: Role) {}

  @Field(() => RoleType, { nullable: true, description: 'The role as it is now; null without ViewRole.' })
  role(@Root() { changed }: RoleSuccess, @Ctx() context: GraphqlContext): Promise<object | null> {
    return loadChanged(context, 'Role', changed);
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
  constructor(readonly made: RoleGrant) {}

  @Field(() => RoleGrantType, { nullable: true, description: 'The grant; null without ViewRole on its account.' })
  grant(@Root() { made }: GrantRoleSuccess, @Ctx() context: GraphqlContext): Promise<object | null> {
    return loadChanged(context, 'RoleGrant', made);
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
