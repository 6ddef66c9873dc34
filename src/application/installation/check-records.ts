import { type Check, isThere, type Row } from './check-rows';

/** What followers of the changes go by: one row that counts, and nothing recorded beyond it. */
export async function checkRecords(check: Check): Promise<void> {
  const rows = await check.manager.query<Row[]>('SELECT seq, epoch FROM installation');
  if (rows.length !== 1) {
    check.report('the installation', `its row is there ${rows.length} times`);
    return;
  }
  const seq = Number(rows[0]?.seq);
  for (const [table, what] of [
    ['change_record', 'a change record'],
    ['audit_event', 'an audit event'],
  ] as const) {
    const [latest] = await check.manager.query<Row[]>(`SELECT MAX(seq) AS seq FROM ${table}`);
    if (isThere(latest?.seq) && Number(latest?.seq) > seq) {
      check.report(
        'the installation',
        `its sequence is at ${seq}, and ${what} says ${Number(latest?.seq)}: followers miss changes (was it restored without \`restore\`?)`,
      );
    }
  }
}
