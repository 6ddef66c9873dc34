import { checkExternalId } from '../../domain/accounts/external-id';
import { parseHostName } from '../../domain/accounts/host-name';
import { type TokenLifetimes, checkTokenLifetimes } from '../../domain/accounts/token-lifetimes';
import type { Fault } from '../../domain/errors';
import { checkName } from '../../domain/text/name';
import type { Account } from '../../entities/account';

const MOST_DOMAINS = 100;

const OWN_HOST = {
  code: 'OWN_HOST',
  message: 'This is the host name of Keytree itself, which is no domain of an account.',
};

/** Names longer than this do not fit their column. */
const NAME_LENGTH = 200;

export interface AccountFields {
  readonly name?: string | undefined;
  readonly externalId?: string | null | undefined;
  readonly domains?: readonly string[] | undefined;
  /** In seconds; null: as the parent's. */
  readonly tokenLifetimes?: Partial<TokenLifetimes> | undefined;
}

/**
 * Every fault of form, and the domains as they are kept: lower case, each once.
 *
 * @param issuer the origin of this service: whoever had its host name for an account would be meant by every client
 *   that names none
 */
export function checkAccountFields(
  fields: AccountFields,
  issuer: string,
): { faults: Fault[]; domains: string[] | undefined } {
  const faults: Fault[] = [];
  const add = (path: string[], fault: { code: string; message: string } | null): void => {
    if (fault) faults.push({ path, code: fault.code, message: fault.message });
  };
  if (fields.name !== undefined) add(['name'], checkName(fields.name, NAME_LENGTH));
  if (typeof fields.externalId === 'string') add(['externalId'], checkExternalId(fields.externalId));
  const domains = new Set<string>();
  const ownHost = new URL(issuer).hostname;
  if ((fields.domains ?? []).length > MOST_DOMAINS) {
    add(['domains'], { code: 'TOO_MANY', message: `An account has at most ${MOST_DOMAINS} domains.` });
  } else {
    (fields.domains ?? []).forEach((text, index) => {
      const parsed = parseHostName(text);
      if (!parsed.ok) add(['domains', String(index)], parsed);
      else if (parsed.hostName === ownHost) add(['domains', String(index)], OWN_HOST);
      else domains.add(parsed.hostName);
    });
  }
  if (fields.tokenLifetimes) faults.push(...lifetimeFaults(fields.tokenLifetimes));
  return { faults, domains: fields.domains ? [...domains].sort() : undefined };
}

function lifetimeFaults(lifetimes: Partial<TokenLifetimes>): Fault[] {
  return checkTokenLifetimes(lifetimes).map((fault) => ({ ...fault, path: ['tokenLifetimes', ...fault.path] }));
}

const LIFETIME_COLUMNS = ['userAccessTokenSeconds', 'deviceAccessTokenSeconds', 'refreshTokenSeconds'] as const;

/** The columns of the lifetimes that are given; undefined leaves one as it is, null takes the parent's. */
export function lifetimeColumns(
  lifetimes: Partial<TokenLifetimes> | undefined,
): Partial<Pick<Account, (typeof LIFETIME_COLUMNS)[number]>> {
  const given = LIFETIME_COLUMNS.filter((column) => lifetimes?.[column] !== undefined);
  return Object.fromEntries(given.map((column) => [column, lifetimes?.[column]]));
}
