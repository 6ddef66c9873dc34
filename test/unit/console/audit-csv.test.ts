import { csvCell, CSV_HEADER, csvLine, eventAsCsv, jsonCell } from '../../../console/src/audit/csv';

describe('the CSV of audit events', () => {
  it('begins with a byte order mark and a header', () => {
    expect(CSV_HEADER).toBe(
      '\uFEFFid,at,action,actorKind,actorId,actorName,targetType,targetId,targetName,accountId,accountName,ip,before,after\r\n',
    );
  });

  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['one, two', '"one, two"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['a = b', 'a = b'],
    ['=HYPERLINK("http://evil")', '"\'=HYPERLINK(""http://evil"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['a;=1+1', "a;'=1+1"],
    ['a; ＝1+1', "a;' ＝1+1"],
    ['a\t-1', "a\t'-1"],
    ['a\n@x', '"a\n\'@x"'],
    // A cell that a semicolon begins may begin with quotes, which are none of the file's.
    ['a;"=1+1', '"a;\'""=1+1"'],
    ['a;" "＠x', '"a;\'"" ""＠x"'],
    ['a;b', 'a;b'],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('ends lines as RFC 4180 has it', () => {
    expect(csvLine(['a', 'b,c'])).toBe('a,"b,c"\r\n');
  });

  it.each(['=1+1', '"=1+1', ' @x', '＝1+1', '＋1', '－1', '＠x'])(
    'has JSON without a semicolon, where some countries begin a cell: before %j',
    (formula) => {
      const fields = { name: `a;${formula}`, tags: [';', `${formula};`, '\\;=1'] };
      const cell = jsonCell(fields);
      expect(cell).not.toContain(';');
      expect(JSON.parse(cell)).toEqual(fields);
    },
  );

  it('has nothing where nothing is known, and fields as JSON in their cells', () => {
    const event = {
      __typename: 'AuditEvent' as const,
      id: 'aud_1',
      at: '2026-11-28T20:00:00.000Z',
      action: 'API_KEY_UPDATED' as const,
      actor: { __typename: 'AuditActor' as const, kind: 'COMMAND_LINE', id: null, name: null },
      target: { __typename: 'AuditTarget' as const, type: 'ApiKey', id: 'key_1', name: '=1+1' },
      accountId: 'acc_1',
      ip: null,
      before: { name: 'old;=1' },
      after: null,
    };
    expect(eventAsCsv(event, null)).toBe(
      'aud_1,2026-11-28T20:00:00.000Z,API_KEY_UPDATED,COMMAND_LINE,,,ApiKey,key_1,\'=1+1,acc_1,,,"{""name"":""old\\u003b=1""}",\r\n',
    );
  });
});
