import { Brackets, In } from 'typeorm';
import { type AccountPath, lineOf, subtreeRange } from '../../domain/accounts/account-path';
import { ValidationError } from '../../domain/errors';
import { claimsToBeGenerated, hasValidChecksum, isGeneratedForm, MAX_VALUE_LENGTH } from '../../domain/keys/key-value';
import { instantParameter } from '../../database/dialect';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';
import { viewedPaths } from './api-key-visibility';
import { forgottenBefore } from './value-on-line';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface FindApiKeysInput extends PageRequest {
  /** A whole value; it leaves the request in no form but its keyed hash. */
  readonly value?: string | undefined;
  /** A hint as lists show it, or the beginning or the end of one. */
  readonly hint?: string | undefined;
}

const ELLIPSIS = '…';
/** Less would list half of the installation. */
const SHORTEST_HINT = 2;

/**
 * The keys that the caller may see and that bear the value, one replaced lately too, or have the hint; oldest first,
 * cursor values are `[id]`.
 */
export async function findApiKeys(context: Context, input: FindApiKeysInput): Promise<Page<VisibleApiKey>> {
  refuseFaults(input);
  const query = context.manager
    .createQueryBuilder(ApiKey, 'k')
    .innerJoin(Account, 'a', 'a.id = k.accountId')
    .where(visibleTo(context));
  leaveOut(query, hiddenBelow(context.caller));
  if (input.value === undefined) query.andWhere(hintIs(input.hint ?? ''));
  else {
    query.andWhere(
      'EXISTS (SELECT 1 FROM api_key_value v WHERE v.key_id = k.id AND v.account_id = k.account_id AND ' +
        'v.value_hash = :hash AND (v.works_until IS NULL OR v.works_until > :forgotten))',
      {
        hash: context.services.secrets.keyValues.hash(input.value),
        forgotten: instantParameter(context.services.database.dialect, forgottenBefore(context.now())),
      },
    );
  }
  const page = await keysetPage(query, [{ column: 'k.id' }], 'ASC', input);
  const homes = await context.manager.findBy(Account, { id: In(page.items.map((key) => key.accountId)) });
  const paths = new Map(homes.map((home) => [home.id, home.path]));
  return { ...page, items: page.items.map((key) => visibleApiKey(context, key, paths.get(key.accountId) ?? '')) };
}

function refuseFaults({ value, hint }: FindApiKeysInput): void {
  if ((value === undefined) === (hint === undefined)) {
    throw ValidationError.of([], 'EXACTLY_ONE', 'Search by exactly one of `value` and `hint`.');
  }
  if (value !== undefined) refuseValue(value);
  if (hint !== undefined && hint.replace(ELLIPSIS, '').length < SHORTEST_HINT) {
    throw ValidationError.of(['hint'], 'TOO_SHORT', `Search for a hint of at least ${SHORTEST_HINT} characters.`);
  }
}

function refuseValue(value: string): void {
  if (value.length > MAX_VALUE_LENGTH) {
    throw ValidationError.of(['value'], 'TOO_LONG', `A value has at most ${MAX_VALUE_LENGTH} characters.`);
  }
  if (claimsToBeGenerated(value) && !(isGeneratedForm(value) && hasValidChecksum(value))) {
    throw ValidationError.of(
      ['value'],
      'WRONG_CHECKSUM',
      'No key has this value: it was mistyped or cut. Copy it again.',
    );
  }
}

/** What the caller sees whole, or inherits on an account where they see keys. */
function visibleTo(context: Context): Brackets {
  return new Brackets((either) => {
    if (context.caller.kind === 'COMMAND_LINE') {
      either.where('1 = 1');
      return;
    }
    const paths = viewedPaths(context.caller);
    either.where('1 = 0');
    paths.forEach((path, at) => {
      const { from, to } = subtreeRange(path);
      either.orWhere(`(a.path >= :from${at} AND a.path < :to${at})`, { [`from${at}`]: from, [`to${at}`]: to });
    });
    const above = [...new Set(paths.flatMap(ancestorsOf))];
    if (above.length > 0) either.orWhere('a.id IN (:...above)', { above });
  });
}

function ancestorsOf(path: AccountPath): string[] {
  return lineOf(path).slice(0, -1);
}

function hintIs(hint: string): Brackets {
  return new Brackets((either) => {
    // Lengths in characters, as SUBSTR and LENGTH of text count them where they are given no bytes.
    const length = Array.from(hint).length;
    either.where('k.hint = :hint', { hint });
    either.orWhere(`SUBSTR(k.hint, 1, ${length}) = :hint`);
    either.orWhere(`SUBSTR(k.hint, -${length}) = :hint`);
  });
}
