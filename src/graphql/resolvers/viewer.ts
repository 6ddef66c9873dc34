import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { holds } from '../../application/caller';
import type { Viewer } from '../../application/sessions/viewer';
import { publicId } from '../../domain/ids';
import type { Account } from '../../entities/account';
import type { GraphqlContext } from '../graphql-context';
import { ViewerPermissionsType, ViewerType } from '../types/viewer';
import { AccountRef } from '../types/account-ref';

@Resolver(() => ViewerType)
export class ViewerResolver {
  @FieldResolver()
  account(@Root() viewer: Viewer, @Ctx() { app }: GraphqlContext): Account | null {
    return holds(app.caller, viewer.account.path, 'ViewAccount') ? viewer.account : null;
  }

  @FieldResolver(() => AccountRef, {
    description:
      "The name and id of the user's account, of an API key alone of that which defines it, whatever they may do there.",
  })
  home(@Root() viewer: Viewer): AccountRef {
    return { id: publicId('Account', viewer.account.id), name: viewer.account.name };
  }

  @FieldResolver(() => [ViewerPermissionsType], { description: 'One for each account with a grant, from the top.' })
  permissions(@Root() viewer: Viewer): ViewerPermissionsType[] {
    return viewer.permissions.map(({ account, permissions }) => ({
      account: { id: publicId('Account', account.id), name: account.name },
      permissions,
    }));
  }
}
