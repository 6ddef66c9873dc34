import type { ObjectLiteral } from 'typeorm';
import { ENTITIES } from '../../src/entities';
import { Attempt } from '../../src/entities/attempt';
import type { TestInstallation } from './test-installation';

/**
 * Every row of every table, to see that nothing changed. Without the counted attempts, which are counted whatever
 * becomes of them.
 */
export async function snapshot({ services }: TestInstallation): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const entity of ENTITIES.filter((one) => one !== Attempt)) {
    const found = await services.database.read.find<ObjectLiteral>(entity);
    rows[entity.name] = found.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}
