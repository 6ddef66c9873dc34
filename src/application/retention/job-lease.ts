import { affectedBy } from '../../database/delete-some';
import { instantParameter, isDuplicate } from '../../database/dialect';
import { newId } from '../new-id';
import type { Services } from '../services';

type Needed = Pick<Services, 'database' | 'now'>;

/** Without a renewal for so long the holder is taken for dead. */
const LEASE_MS = 120_000;
const RENEW_AFTER_MS = 30_000;

/** The right to do a job alone in the whole installation. Taken by comparing and setting one row, so also on a cluster. */
export class JobLease {
  private readonly holder = newId();
  private renewedAtMs = 0;

  private constructor(
    private readonly services: Needed,
    private readonly name: string,
  ) {}

  /** Null while somebody holds it, or the job is not yet due again. */
  static async take(services: Needed, name: string): Promise<JobLease | null> {
    const lease = new JobLease(services, name);
    return (await lease.claim()) ? lease : null;
  }

  private async claim(): Promise<boolean> {
    const { database } = this.services;
    const free = 'UPDATE job_lease SET holder = ?, ends_at = ? WHERE name = ? AND ends_at <= ?';
    const now = this.services.now();
    this.renewedAtMs = now.getTime();
    try {
      return await database.transaction(async (manager) => {
        const ends = this.instant(now.getTime() + LEASE_MS);
        const freed = await affectedBy(manager, free, [this.holder, ends, this.name, this.instant(now.getTime())]);
        if (freed > 0) return true;
        const [known] = await manager.query<object[]>('SELECT 1 AS one FROM job_lease WHERE name = ?', [this.name]);
        if (known) return false;
        const first = 'INSERT INTO job_lease (name, holder, ends_at) VALUES (?, ?, ?)';
        await manager.query(first, [this.name, this.holder, ends]);
        return true;
      });
    } catch (error) {
      // Somebody else was the first of all.
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** From time to time. False where it is lost: others may be at work by now. */
  async renew(): Promise<boolean> {
    const nowMs = this.services.now().getTime();
    if (nowMs - this.renewedAtMs < RENEW_AFTER_MS) return true;
    this.renewedAtMs = nowMs;
    return this.endAt(nowMs + LEASE_MS);
  }

  /** The job is done, and due again at that time; now, where it was not finished. */
  async release(dueAtMs: number): Promise<void> {
    await this.endAt(dueAtMs);
  }

  private async endAt(atMs: number): Promise<boolean> {
    const mine = 'UPDATE job_lease SET ends_at = ? WHERE name = ? AND holder = ?';
    const { database } = this.services;
    const parameters = [this.instant(atMs), this.name, this.holder];
    return (await database.transaction((manager) => affectedBy(manager, mine, parameters))) > 0;
  }

  private instant(atMs: number): Date | string {
    return instantParameter(this.services.database.dialect, new Date(atMs));
  }
}
