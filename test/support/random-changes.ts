import { In } from 'typeorm';
import { createAccount } from '../../src/application/accounts/create-account';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { moveAccount } from '../../src/application/accounts/move-account';
import { resumeAccount } from '../../src/application/accounts/resume-account';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { updateAccount } from '../../src/application/accounts/update-account';
import type { Context } from '../../src/application/context';
import { createGateway } from '../../src/application/gateways/create-gateway';
import { deleteGateway } from '../../src/application/gateways/delete-gateway';
import { updateGateway } from '../../src/application/gateways/update-gateway';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { setApiKeyActive } from '../../src/application/keys/set-api-key-active';
import { unblockInheritedKey } from '../../src/application/keys/unblock-inherited-key';
import { KeytreeError } from '../../src/domain/errors';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { Gateway } from '../../src/entities/gateway';

/** A number from 0 to below the limit. */
export type Random = (below: number) => number;

/** Repeatable from its seed (mulberry32, by Tommy Ettinger). */
export function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Few, so that writers get in each other's way: most lines have one of them already. */
const SHARED_VALUES = ['Sh4red-value/one-of-three', 'Sh4red-value/two-of-three', 'Sh4red-value/3-of-three'];

/**
 * Makes any one change of what decisions depend on, somewhere below the account; often it is one that must be refused
 * (a value twice on a line, a cycle, a name taken). Answers whether it was done.
 */
export async function randomChange(context: Context, random: Random, topId: string): Promise<boolean> {
  const top = await context.manager.findOneByOrFail(Account, { id: topId });
  const accounts = await context.manager
    .createQueryBuilder(Account, 'a')
    .where('a.path > :from AND a.path < :to', { from: top.path, to: `${top.path.slice(0, -1)}0` })
    .getMany();
  const pick = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
  const account = pick(accounts);
  const keys = account ? await context.manager.findBy(ApiKey, { accountId: account.id }) : [];
  const key = pick(keys);
  const name = `Name ${random(1_000_000)}`;
  const steps: (() => Promise<unknown> | undefined)[] = [
    () => {
      const [kind, parentId] = [
        random(3) === 0 ? 'CUSTOMER' : 'VENDOR',
        pick([...accounts, top])?.id ?? topId,
      ] as const;
      return createAccount(context, { parentId, kind, name, stampPredefinedKeys: random(2) === 0 });
    },
    () => account && createApiKey(context, { accountId: account.id, name, active: random(3) > 0 }),
    () => account && createApiKey(context, { accountId: account.id, name, value: pick(SHARED_VALUES)! }),
    () => key && regenerateApiKey(context, { keyId: key.id, overlapSeconds: random(2) * 3_600 }),
    () => key && regenerateApiKey(context, { keyId: key.id, value: pick(SHARED_VALUES)! }),
    () => key && setApiKeyActive(context, { keyId: key.id }, random(2) === 0),
    () => key && deleteApiKey(context, { keyId: key.id }),
    () => account && move(context, account, pick(accounts)?.id ?? topId),
    () => account && move(context, account, pick(accounts)?.id ?? topId),
    () => account && (random(2) === 0 ? suspendAccount : resumeAccount)(context, { accountId: account.id }),
    () => {
      const [externalId, domains] = [`external ${random(20)}`, [`domain${random(20)}.example`]];
      return (
        account && updateAccount(context, { accountId: account.id, version: account.version, externalId, domains })
      );
    },
    // A subtree now and then, or nothing would be left to change.
    () => (random(3) === 0 && account ? deleteAccount(context, { accountId: account.id, cascade: true }) : undefined),
    () => block(context, random, accounts),
    () => block(context, random, accounts),
    () => account && createGateway(context, { accountId: account.id, name }),
    () => changeGateway(context, random, accounts),
  ];
  try {
    return (await pick(steps)!()) !== undefined;
  } catch (error) {
    if (error instanceof KeytreeError) return false;
    throw error;
  }
}

function move(context: Context, account: Account, newParentId: string): Promise<unknown> {
  return moveAccount(context, { accountId: account.id, newParentId, version: account.version });
}

/** Of a key that is inherited, or its lifting. */
async function block(context: Context, random: Random, accounts: readonly Account[]): Promise<true | undefined> {
  const account = accounts[random(accounts.length)];
  const above = account?.path.split('/').slice(0, -2) ?? [];
  const definer = above[random(above.length)];
  if (!account || definer === undefined) return undefined;
  const [key] = await context.manager.findBy(ApiKey, { accountId: definer });
  if (!key) return undefined;
  const input = { accountId: account.id, keyId: key.id };
  await (random(3) > 0 ? blockInheritedKey(context, input) : unblockInheritedKey(context, input));
  return true;
}

async function changeGateway(
  context: Context,
  random: Random,
  accounts: readonly Account[],
): Promise<true | undefined> {
  const gateways = await context.manager.findBy(Gateway, { accountId: In(accounts.map(({ id }) => id)) });
  const gateway = gateways[random(gateways.length)];
  if (!gateway) return undefined;
  if (random(3) === 0) await deleteGateway(context, { gatewayId: gateway.id });
  else await updateGateway(context, { gatewayId: gateway.id, version: gateway.version, enabled: random(2) === 0 });
  return true;
}
