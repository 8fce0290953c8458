import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../src/commands/overview/csv.ts';

/** Reads it back as spreadsheets do. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('cells with commas, quotation marks and lines are read back as they were', () => {
  const rows = [
    ['time', 'who'],
    ['a,b', 'say "hi"'],
    ['two\r\nlines', ''],
  ];
  expect(csvOf(rows)).toBe('time,who\r\n"a,b","say ""hi"""\r\n"two\r\nlines",\r\n');
  expect(read(csvOf(rows))).toEqual(rows);
});

test.each(['=1+1', '+cmd', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＠x', '  =HYPERLINK("http://x")'])(
  'what a spreadsheet would run is only text: %j',
  text => {
    expect(read(csvOf([[text]]))).toEqual([[`'${text}`]]);
  },
);

test('whatever is in the cells, each is read back, and none begins as a formula', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', ' ', 'a', '中') }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), rows => {
      const back = read(csvOf(rows));
      expect(back.map(row => row.map(text => text.replace(/^'(?=[\s=+\-@])/, '')))).toEqual(
        rows.map(row => row.map(text => text.replace(/^'(?=[\s=+\-@])/, ''))),
      );
      for (const text of back.flat()) expect(text.trimStart()).not.toMatch(/^[=+\-@]/);
    }),
  );
});
