import type { AccountKind, AccountStatus } from '../../src/domain/accounts/account';
import type { EffectiveKeyState } from '../../src/domain/keys/api-key';
import type { ErrorCode } from '../../src/domain/errors';

export interface NaiveAccount {
  readonly id: string;
  readonly kind: AccountKind;
  parent: NaiveAccount | null;
  status: AccountStatus;
  readonly externalId: string | null;
  readonly domains: readonly string[];
}

export interface NaiveKey {
  readonly id: string;
  readonly account: NaiveAccount;
  readonly name: string;
  active: boolean;
  /** The current one last. */
  readonly values: string[];
}

export interface NaiveGrant {
  readonly id: string;
  readonly account: NaiveAccount;
  readonly userHome: NaiveAccount;
  readonly roleHome: NaiveAccount;
}

export interface NaiveEffectiveKey {
  readonly keyId: string;
  readonly definedOn: string;
  readonly state: EffectiveKeyState;
  readonly blockedBy: string | null;
}

/**
 * The rules of the tree and its keys as one reads them: objects, loops, no paths, no SQL. Every `may...` answers the
 * codes with which the change may be refused; none of them: it must be done.
 */
export class NaiveTree {
  readonly accounts: NaiveAccount[] = [];
  readonly keys: NaiveKey[] = [];
  /** Account and key. */
  readonly blocks: (readonly [NaiveAccount, NaiveKey])[] = [];
  readonly grants: NaiveGrant[] = [];

  line(account: NaiveAccount): NaiveAccount[] {
    return account.parent ? [...this.line(account.parent), account] : [account];
  }

  isOnLine(above: NaiveAccount, account: NaiveAccount): boolean {
    return this.line(account).includes(above);
  }

  subtree(account: NaiveAccount): NaiveAccount[] {
    return this.accounts.filter((one) => this.isOnLine(account, one));
  }

  effectiveStatus(account: NaiveAccount): AccountStatus {
    return this.line(account).some((one) => one.status === 'SUSPENDED') ? 'SUSPENDED' : 'ACTIVE';
  }

  effectiveKeys(account: NaiveAccount): NaiveEffectiveKey[] {
    const line = this.line(account);
    return this.keys
      .filter((key) => line.includes(key.account))
      .map((key) => {
        const blocker = line.find((one) => this.blocks.some(([where, what]) => where === one && what === key));
        const state = blocker ? 'BLOCKED' : key.active ? 'ACTIVE' : 'INACTIVE';
        return { keyId: key.id, definedOn: key.account.id, state, blockedBy: blocker?.id ?? null };
      });
  }

  mayCreate(
    parent: NaiveAccount,
    account: Pick<NaiveAccount, 'externalId' | 'domains'>,
    levelsAbove: number,
  ): ErrorCode[] {
    const codes: ErrorCode[] = [];
    if (parent.kind === 'CUSTOMER') codes.push('CONFLICT');
    if (levelsAbove + this.line(parent).length > 16) codes.push('LIMIT_REACHED');
    for (const other of this.accounts) {
      if (account.externalId !== null && other.externalId === account.externalId) codes.push('CONFLICT');
      if (other.domains.some((domain) => account.domains.includes(domain))) codes.push('CONFLICT');
    }
    return codes;
  }

  mayMove(account: NaiveAccount, parent: NaiveAccount, levelsAbove: number): ErrorCode[] {
    if (account.parent === parent) return [];
    const codes: ErrorCode[] = [];
    const moved = this.subtree(account);
    if (moved.includes(parent) || parent.kind === 'CUSTOMER') codes.push('CONFLICT');
    const height = Math.max(...moved.map((one) => this.line(one).length)) - this.line(account).length;
    if (levelsAbove + this.line(parent).length + height > 16) codes.push('LIMIT_REACHED');
    const above = this.keys.filter((key) => this.line(parent).includes(key.account));
    const below = this.keys.filter((key) => moved.includes(key.account));
    if (below.some((key) => above.some((other) => other !== key && shareValue(key, other)))) codes.push('CONFLICT');
    return codes;
  }

  move(account: NaiveAccount, parent: NaiveAccount): void {
    account.parent = parent;
    retain(this.blocks, ([where, key]) => this.isOnLine(key.account, where));
    retain(this.grants, ({ account: where, userHome, roleHome }) =>
      [userHome, roleHome].every((home) => this.isOnLine(home, where)),
    );
  }

  mayDelete(account: NaiveAccount, cascade: boolean): ErrorCode[] {
    return !cascade && this.subtree(account).length > 1 ? ['CONFLICT'] : [];
  }

  delete(account: NaiveAccount): void {
    const gone = this.subtree(account);
    retain(this.grants, (grant) => ![grant.account, grant.userHome, grant.roleHome].some((one) => gone.includes(one)));
    retain(this.blocks, ([where, key]) => !gone.includes(where) && !gone.includes(key.account));
    retain(this.keys, (key) => !gone.includes(key.account));
    retain(this.accounts, (one) => !gone.includes(one));
  }

  mayCreateKey(account: NaiveAccount, name: string, value: string): ErrorCode[] {
    const named = this.keys.some((key) => key.account === account && key.name.toLowerCase() === name.toLowerCase());
    return named || this.valueStands(account, value) ? ['CONFLICT'] : [];
  }

  mayRegenerate(key: NaiveKey, value: string): ErrorCode[] {
    return this.valueStands(key.account, value) ? ['CONFLICT'] : [];
  }

  /** A replaced value counts too. */
  private valueStands(account: NaiveAccount, value: string): boolean {
    const places = [...this.line(account), ...this.subtree(account)];
    return this.keys.some((key) => places.includes(key.account) && key.values.includes(value));
  }

  mayBlock(account: NaiveAccount, key: NaiveKey): ErrorCode[] {
    if (!this.isOnLine(key.account, account)) return ['NOT_FOUND'];
    return key.account === account ? ['CONFLICT'] : [];
  }

  block(account: NaiveAccount, key: NaiveKey): void {
    this.unblock(account, key);
    this.blocks.push([account, key]);
  }

  unblock(account: NaiveAccount, key: NaiveKey): void {
    retain(this.blocks, ([where, what]) => where !== account || what !== key);
  }

  deleteKey(key: NaiveKey): void {
    retain(this.blocks, ([, what]) => what !== key);
    retain(this.keys, (one) => one !== key);
  }

  mayGrant(account: NaiveAccount, userHome: NaiveAccount, roleHome: NaiveAccount): ErrorCode[] {
    return this.isOnLine(userHome, account) && this.isOnLine(roleHome, account) ? [] : ['CONFLICT'];
  }
}

function shareValue(one: NaiveKey, other: NaiveKey): boolean {
  return one.values.some((value) => other.values.includes(value));
}

function retain<T>(list: T[], wanted: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(wanted));
}
