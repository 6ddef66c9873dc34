import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AccountKind, AccountStatus } from '../../src/domain/accounts/account';
import type { DecisionCode, OperationClass } from '../../src/domain/decision/codes';
import type { ApiKeyFlags, EffectiveKeyState } from '../../src/domain/keys/api-key';

const FILE = resolve(__dirname, '../../../shared/vectors/decisions.json');

/** Decisions worked out by a program that shares no code with Keytree; README.md beside the file says what is what. */
export interface Vectors {
  readonly addresses: TextVectors;
  readonly ranges: TextVectors;
  readonly worlds: readonly WorldVectors[];
}

export interface TextVectors {
  readonly canonical: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
}

export interface WorldVectors {
  readonly tree: { readonly format: string; readonly accounts: readonly TreeAccount[] };
  readonly requests: readonly RequestVector[];
  /** By externalId. */
  readonly effective: Readonly<Record<string, readonly EffectiveVector[]>>;
}

/** What has its default may be left out. */
interface TreeAccount {
  readonly externalId: string;
  readonly parent: string | null;
  readonly kind: AccountKind;
  readonly name: string;
  readonly status?: AccountStatus;
  readonly domains?: readonly string[];
  readonly apiKeys?: readonly TreeKey[];
  readonly blockedApiKeys?: readonly { readonly account: string | null; readonly name: string }[];
}

interface TreeKey extends Readonly<Partial<ApiKeyFlags>> {
  readonly name: string;
  readonly value: string;
  readonly active?: boolean;
  readonly expiresAt?: string | null;
  readonly allowedIps?: readonly string[];
}

export interface RequestVector {
  readonly request: {
    readonly account: { readonly externalId: string } | { readonly domain: string } | null;
    readonly key: string;
    readonly clientIp: string | null;
    readonly operation: OperationClass;
    /** externalId of the account of the gateway that asks; null: one on the root. */
    readonly gateway: string | null;
    readonly at?: string;
    readonly userToken?: { readonly is: UserTokenKind; readonly account: string };
    readonly deviceToken?: { readonly is: DeviceTokenKind; readonly account: string };
  };
  readonly code: DecisionCode;
  readonly valid?: { readonly account: string; readonly key: string; readonly definedOn: string };
}

export type UserTokenKind =
  'good' | 'malformed' | 'expired' | 'revoked' | 'disabled user' | 'management sign-in' | 'key stopped';

export type DeviceTokenKind = 'confirmed' | 'automatic' | 'pending' | 'rejected' | 'revoked' | 'expired' | 'malformed';

export interface EffectiveVector {
  readonly definedOn: string;
  readonly name: string;
  readonly inherited: boolean;
  readonly state: EffectiveKeyState;
  readonly blockedBy?: string;
}

/** An instant of which the file says what holds at it. */
export const VECTORS_NOW = new Date('2026-07-01T00:00:00.000Z');

/** A group of tests over the file, skipped where the file is not there. */
export function describeVectors(name: string, body: (vectors: Vectors) => void): void {
  if (existsSync(FILE)) {
    const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as Vectors;
    describe(name, () => body(vectors));
  } else {
    describe.skip(name, () => {
      it('needs ../shared/vectors/decisions.json, which is not here', () => undefined);
    });
  }
}
