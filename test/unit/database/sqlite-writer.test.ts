import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sqliteWriterOf } from '../../../src/database/sqlite-writer';

describe('the thread that writes to SQLite', () => {
  let folder: string;
  let path: string;
  let reader: Sqlite.Database;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keytree-writer-'));
    path = join(folder, 'keytree.db');
    reader = new Sqlite(path);
    reader.pragma('journal_mode = WAL');
    reader.exec('CREATE TABLE word (text TEXT PRIMARY KEY)');
  });

  afterEach(() => {
    reader.close();
    rmSync(folder, { recursive: true });
  });

  const insert = (...words: string[]) =>
    words.map((word) => ({ sql: 'INSERT INTO word (text) VALUES (?)', parameters: [word] }));
  const words = () => reader.prepare('SELECT text FROM word ORDER BY text').pluck().all();

  it('writes all statements of a run or none, and goes on after one that failed', async () => {
    const writer = sqliteWriterOf(`sqlite:${path}`)!;
    await writer.run(insert('one'));
    await expect(writer.run(insert('two', 'one'))).rejects.toThrow('UNIQUE constraint failed: word.text');
    expect(words()).toEqual(['one']);
    await Promise.all([writer.run(insert('three')), writer.run(insert('four')), writer.close()]);
    expect(words()).toEqual(['four', 'one', 'three']);
  });

  it('says why where it cannot open the database, and tries again', async () => {
    const elsewhere = join(folder, 'elsewhere.db');
    const writer = sqliteWriterOf(`sqlite:${elsewhere}`)!;
    await expect(writer.run(insert('one'))).rejects.toThrow('unable to open database file');
    new Sqlite(elsewhere).exec('CREATE TABLE word (text TEXT)').close();
    await writer.run(insert('one'));
    await writer.close();
    expect(new Sqlite(elsewhere).prepare('SELECT text FROM word').pluck().all()).toEqual(['one']);
  });

  it('waits for another writer', async () => {
    const writer = sqliteWriterOf(`sqlite:${path}`)!;
    reader.exec("BEGIN IMMEDIATE; INSERT INTO word (text) VALUES ('mine')");
    const written = writer.run(insert('one'));
    reader.exec('COMMIT');
    await written;
    await writer.close();
    expect(words()).toEqual(['mine', 'one']);
  });

  it('is there for SQLite alone, and need not be used to be closed', async () => {
    expect(sqliteWriterOf('mysql://root@127.0.0.1:3306/keytree')).toBeNull();
    await sqliteWriterOf(`sqlite:${path}`)!.close();
  });
});
