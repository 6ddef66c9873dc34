import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { LimitReachedError } from '../../domain/errors';

/** @node-rs/argon2 exports it as a const enum, which a compiler of single files cannot read. */
const ARGON2ID = 2;

/** RFC 9106's second recommended option in memory, OWASP's in cost: 19 MiB, 2 passes. */
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash (PHC string) of no known password, of the form and cost of a true one. */
const NOBODY = `$argon2id$v=19$m=${OPTIONS.memoryCost},t=${OPTIONS.timeCost},p=${OPTIONS.parallelism}$${phcBytes(16)}$${phcBytes(32)}`;

function phcBytes(length: number): string {
  return randomBytes(length).toString('base64').replaceAll('=', '');
}

const MOST_AT_ONCE = 4;
const MOST_WAITING = 100;

/** Each hash takes memory and a thread: at most four at once, and a bounded queue behind them. */
export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, OPTIONS));
  }

  verify(passwordHash: string, password: string): Promise<boolean> {
    return this.inTurn(() => verify(passwordHash, password));
  }

  /** Costs what a verification costs, for a name that is not there. */
  async verifyNobody(password: string): Promise<false> {
    await this.verify(NOBODY, password);
    return false;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MOST_AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING) {
        throw new LimitReachedError('Too many passwords are being checked: try again in a few seconds.', [], 5);
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running++;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
