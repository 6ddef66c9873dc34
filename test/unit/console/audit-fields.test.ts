import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTION_GROUPS } from '../../../console/src/audit/action-groups';
import {
  filterInput,
  fromLocalField,
  readFilter,
  toLocalField,
  writeFilter,
} from '../../../console/src/audit/audit-filter';
import { changedFields } from '../../../console/src/audit/changed-fields';

describe('the fields of an audit event', () => {
  it('are told apart by what became of them', () => {
    const before = { name: 'old', email: null, tags: ['a'], same: 1, gone: 'x' };
    const after = { name: 'new', email: 'a@b', tags: [], same: 1, fresh: true };
    expect(changedFields(before, after).map(({ name, fate }) => [name, fate])).toEqual([
      ['name', 'changed'],
      ['email', 'added'],
      ['tags', 'removed'],
      ['same', 'same'],
      ['gone', 'removed'],
      ['fresh', 'added'],
    ]);
  });

  it('are none where none were recorded, whatever they are called', () => {
    expect(changedFields(null, undefined)).toEqual([]);
    const [field] = changedFields({}, { toString: 'named so' });
    expect(field).toEqual({ name: 'toString', before: undefined, after: 'named so', fate: 'added' });
  });
});

describe('the filter of audit events', () => {
  const now = new Date(2026, 10, 28, 15, 30);

  it('offers every action', () => {
    const texts = readFileSync(join(__dirname, '../../../console/src/texts/en/audit.json'), 'utf8');
    const words = JSON.parse(texts) as { readonly action: object };
    expect(Object.values(ACTION_GROUPS).flat().sort()).toEqual(Object.keys(words.action).sort());
  });

  it('comes back from the address as it was put there', () => {
    const chosen = {
      actions: ['SIGNED_IN' as const, 'SIGN_IN_FAILED' as const],
      actorId: `usr_${'1'.repeat(32)}`,
      targetId: `key_${'1'.repeat(32)}`,
      range: null,
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-02T00:00:00.000Z',
    };
    expect(readFilter(writeFilter(chosen))).toEqual(chosen);
  });

  it('leaves out what makes no sense', () => {
    const read = readFilter(
      new URLSearchParams('action=NONE&action=SIGNED_IN&range=year&from=soon&actor=usr_nobody&target=gone'),
    );
    expect(filterInput(read, now)).toEqual({ actions: ['SIGNED_IN'] });
    expect(filterInput(readFilter(new URLSearchParams()), now)).toBeNull();
  });

  it('counts whole days back, where one lives', () => {
    const filter = (range: string): unknown => filterInput(readFilter(new URLSearchParams({ range })), now);
    expect(filter('today')).toEqual({ from: new Date(2026, 10, 28).toISOString() });
    expect(filter('7d')).toEqual({ from: new Date(2026, 10, 22).toISOString() });
  });

  it('takes and gives what a field of the browser has', () => {
    const iso = fromLocalField('2026-11-28T15:30');
    expect(iso).toBe(now.toISOString());
    expect(toLocalField(iso)).toBe('2026-11-28T15:30');
    expect([fromLocalField(''), toLocalField('')]).toEqual(['', '']);
  });
});
