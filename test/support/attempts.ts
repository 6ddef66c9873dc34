import { Attempt } from '../../src/entities/attempt';
import type { TestInstallation } from './test-installation';

/** The most attempts that any bucket counts whose window has not ended. */
export async function highestCount({ services }: TestInstallation): Promise<number> {
  const now = services.now();
  const rows = await services.database.read.find(Attempt);
  return Math.max(0, ...rows.filter((row) => row.windowEndsAt > now).map((row) => row.count));
}
