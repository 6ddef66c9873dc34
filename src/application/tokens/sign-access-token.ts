import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_KINDS,
  type AccessToken,
  claimsOf,
} from '../../domain/tokens/access-token';
import { publicId } from '../../domain/ids';
import type { Context } from '../context';
import { newId } from '../new-id';
import type { Secrets } from '../services';
import { currentSigningKey, openSigningKey } from './signing-keys';

/** Opened ones, by id: there are two or three. */
const openedBySecrets = new WeakMap<Secrets, Map<string, KeyObject>>();

/** The token as a JWT, signed by the key of now. */
export async function signAccessToken(context: Context, token: AccessToken): Promise<string> {
  const signingKey = await currentSigningKey(context);
  const { secrets, tokenSettings } = context.services;
  const opened = openedBySecrets.get(secrets) ?? new Map<string, KeyObject>();
  openedBySecrets.set(secrets, opened);
  const key = opened.get(signingKey.id) ?? openSigningKey(context, signingKey);
  opened.set(signingKey.id, key);
  return new SignJWT(claimsOf(token, tokenSettings.issuer, newId()))
    .setProtectedHeader({
      alg: ACCESS_TOKEN_ALGORITHM,
      kid: publicId('SigningKey', signingKey.id),
      typ: ACCESS_TOKEN_KINDS[token.kind].typ,
    })
    .sign(key);
}
