import type { PasswordHasher } from '../users/password-hasher';
import type { Spot } from './file-faults';
import type { ParsedUser } from './parsed';

/** As many as the hasher works at: of what waits behind them it refuses all beyond a hundred. */
const AT_ONCE = 4;

/**
 * The plain passwords of a file. The check compares those of users who exist and notes who does not; before the
 * transaction that makes them these are hashed, which is slow.
 */
export class Passwords {
  private readonly needed = new Set<string>();
  private readonly hashes = new Map<string, string>();
  private comparisons: { readonly spot: Spot; readonly hash: string; readonly password: string }[] = [];
  /** The check is over. */
  writing = false;

  constructor(private readonly hasher: PasswordHasher) {}

  /** Null where it was not hashed: the user existed when the file was checked. */
  hashFor({ spot, secret }: ParsedUser): string | null {
    if ('passwordHash' in secret) return secret.passwordHash;
    if (this.writing) return this.hashes.get(spot.path) ?? null;
    this.needed.add(spot.path);
    return '';
  }

  async hash(users: readonly ParsedUser[]): Promise<void> {
    this.hashes.clear();
    await inTurn(users, async ({ spot, secret }) => {
      if ('passwordHash' in secret || !this.needed.has(spot.path)) return;
      this.hashes.set(spot.path, await this.hasher.hash(secret.password));
    });
  }

  /** Whether an existing user's password is another one; at the next `compareAll` where it must be hashed for that. */
  compare({ spot, secret }: ParsedUser, hash: string): void {
    if (this.writing) return;
    if ('password' in secret) this.comparisons.push({ spot: spot.at('password'), hash, password: secret.password });
    else if (secret.passwordHash !== hash) differs(spot.at('passwordHash'));
  }

  async compareAll(): Promise<void> {
    const comparisons = this.comparisons;
    this.comparisons = [];
    await inTurn(comparisons, async ({ spot, hash, password }) => {
      if (!(await this.hasher.verify(hash, password))) differs(spot);
    });
  }
}

function differs(spot: Spot): void {
  spot.fault('DIFFERS', 'The user exists and has another password.');
}

async function inTurn<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let each = all[next++]; each !== undefined; each = all[next++]) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
