import { randomBytes } from 'node:crypto';
import { change } from '../../src/application/change';
import { newId } from '../../src/application/new-id';
import type { Account } from '../../src/entities/account';
import type { TestInstallation } from './test-installation';

let serial = 0;

/** Makes a gateway on the account; answers its credential. */
export async function newTestGateway(installation: TestInstallation, account: Pick<Account, 'id'>): Promise<string> {
  const credential = `ktg_${randomBytes(64).toString('hex').slice(0, 43)}`;
  const id = newId();
  await change(installation.commandLine, async (change) => {
    await change.manager.query(
      `INSERT INTO gateway (id, account_id, name, name_key, credential_hash, hint, enabled, version, created_at, created_by, updated_at)
       VALUES (?, ?, ?, ?, ?, '', 1, 1, '2026-01-01 00:00:00.000', 'test', '2026-01-01 00:00:00.000')`,
      [
        id,
        account.id,
        `gateway ${++serial}`,
        Buffer.from(`gateway ${serial}`),
        change.services.secrets.tokens.hash(credential),
      ],
    );
    change.record('gateway', id);
  });
  return credential;
}
