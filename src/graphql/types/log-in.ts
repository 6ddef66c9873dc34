import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { LogInResult } from '../../application/login/log-in';
import { publicId } from '../../domain/ids';
import type { Permission } from '../../domain/permissions/permission';
import { AccountRef } from './account-ref';
import { NamedRef } from './account-results';
import { PermissionEnum } from './enums';

@ObjectType('LogInSuccess', {
  description:
    'Tokens of a user, gained through the API key. They serve behind gateways and, together with a key, on this API; they are shown this once.',
})
export class LogInSuccess {
  @Field(() => String, { description: 'A JWT: send it as `Authorization: Bearer ...`, beside the key.' })
  accessToken: string;

  @Field(() => GraphQLDateTime, { description: 'When the access token ends.' })
  accessExpiresAt: Date;

  @Field(() => String, {
    description: 'Gives new tokens once, at `/oauth/v1/token`; a second use ends all that came from this login.',
  })
  refreshToken: string;

  @Field(() => GraphQLDateTime, { description: 'When the refresh token ends.' })
  refreshExpiresAt: Date;

  @Field(() => String, {
    description:
      'Whom the tokens were issued to: `client_id` at `/oauth/v1/token`, with the API key as `client_secret`.',
  })
  clientId: string;

  @Field(() => AccountRef, { description: 'Where the tokens were gained.' })
  account: AccountRef;

  @Field(() => NamedRef, { description: 'Who logged in.' })
  user: NamedRef;

  @Field(() => [PermissionEnum], { description: 'What the user holds on the account.' })
  permissions: readonly Permission[];

  constructor({ account, user, permissions, tokens }: LogInResult) {
    this.accessToken = tokens.accessToken;
    this.accessExpiresAt = tokens.accessExpiresAt;
    this.refreshToken = tokens.refreshToken;
    this.refreshExpiresAt = tokens.refreshExpiresAt;
    this.clientId = tokens.family.clientId;
    this.account = { id: publicId('Account', account.id), name: account.name };
    this.user = { id: publicId('User', user.id), name: user.name };
    this.permissions = permissions;
  }
}
