import type { Dialect } from '../dialect';

export interface ColumnTypes {
  readonly ascii: (length: number) => string;
  /** 32 lower-case hex characters. */
  readonly id: string;
  readonly text: (length: number) => string;
  readonly bytes: (length: number) => string;
  /** HMAC-SHA-256. */
  readonly hash: string;
  /** UTC, milliseconds. */
  readonly instant: string;
  readonly flag: string;
  readonly json: string;
  readonly bigint: string;
}

export function columnTypes(dialect: Dialect): ColumnTypes {
  if (dialect === 'sqlite') {
    return {
      ascii: () => 'TEXT',
      id: 'TEXT',
      text: () => 'TEXT',
      bytes: () => 'BLOB',
      hash: 'BLOB',
      instant: 'DATETIME',
      flag: 'BOOLEAN',
      json: 'TEXT',
      bigint: 'INTEGER',
    };
  }
  return {
    ascii: (length) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`,
    id: 'CHAR(32) CHARACTER SET ascii COLLATE ascii_bin',
    text: (length) => `VARCHAR(${length})`,
    bytes: (length) => `VARBINARY(${length})`,
    hash: 'BINARY(32)',
    instant: 'DATETIME(3)',
    flag: 'TINYINT(1)',
    json: 'MEDIUMTEXT',
    bigint: 'BIGINT',
  };
}

/** Statements that may be repeated. `indexes` are columns by the name of the index. */
export function createTable(
  dialect: Dialect,
  name: string,
  lines: readonly string[],
  indexes: Readonly<Record<string, string>> = {},
): string[] {
  const entries = Object.entries(indexes);
  if (dialect === 'mysql') {
    const body = [...lines, ...entries.map(([index, columns]) => `INDEX ${index} (${columns})`)].join(',\n  ');
    return [
      `CREATE TABLE IF NOT EXISTS ${name} (\n  ${body}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
    ];
  }
  return [
    // A blob or composite primary key is the table itself, not a second index beside a rowid.
    `CREATE TABLE IF NOT EXISTS ${name} (\n  ${lines.join(',\n  ')}\n) WITHOUT ROWID`,
    ...entries.map(([index, columns]) => `CREATE INDEX IF NOT EXISTS ${index} ON ${name} (${columns})`),
  ];
}
