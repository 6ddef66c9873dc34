import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_KINDS, FINDING_RULES } from '../../src/application/keys/finding-sql';
import { ERROR_CODES } from '../../src/domain/errors';
import { ID_PREFIXES } from '../../src/domain/ids';
import { CLIENT_TYPES, EFFECTIVE_KEY_STATES } from '../../src/domain/keys/api-key';
import { PERMISSIONS } from '../../src/domain/permissions/permission';

function section(file: string, heading: string): string {
  const text = readFileSync(join(__dirname, '../../docs', file), 'utf8');
  const found = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/${file} has no section ${heading}`);
  return found;
}

/** The words in backquotes of one column of the section's tables. */
function column(text: string, number: number): string[] {
  const cells = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|')[number] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

describe('the documentation lists what there is', () => {
  it('permissions', () => {
    const listed = column(section('concepts.md', 'Users, roles and permissions'), 1);
    expect(listed.sort()).toEqual([...PERMISSIONS].sort());
  });

  it('states of an effective key, in the order in which the first holds', () => {
    const listed = column(section('concepts.md', 'Inheritance, blocks and states'), 1);
    expect(listed).toEqual([...EFFECTIVE_KEY_STATES]);
  });

  it('findings with their severity, the most important first', () => {
    const text = section('concepts.md', 'Findings');
    const severities = [...text.matchAll(/^\| `\w+` +\| (\w+)/gm)].map(([, severity = '']) => severity.toUpperCase());
    expect(column(text, 1)).toEqual(FINDING_KINDS);
    expect(severities).toEqual(FINDING_KINDS.map((kind) => FINDING_RULES[kind].severity));
  });

  it('types of clients', () => {
    const text = section('concepts.md', 'API keys');
    const row = text.split('\n').find((line) => line.startsWith('| `clientType`')) ?? '';
    expect([...new Set(row.match(/\b[A-Z]{4,}\b/g))].sort()).toEqual([...CLIENT_TYPES].sort());
  });

  it('codes of errors', () => {
    // The table's own heading has the field's name first.
    const listed = column(section('graphql.md', 'Results of mutations'), 2).slice(1);
    expect(listed.sort()).toEqual([...ERROR_CODES].sort());
  });

  it('prefixes of ids that clients meet', () => {
    const listed = [...section('graphql.md', 'Ids').matchAll(/`([a-z]{3})_`/g)].map(([, prefix]) => prefix);
    const { Session: _inRecords, TokenFamily: _inTokens, SigningKey: _inTheirHeaders, ...met } = ID_PREFIXES;
    expect(listed.sort()).toEqual(Object.values(met).sort());
  });
});
