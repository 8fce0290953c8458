/** What a spreadsheet would take for a formula, in either width; white space before it hides nothing. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * Rows as a spreadsheet reads them (RFC 4180). A cell that would be a formula there begins with an apostrophe: whatever
 * people put into a name or an argument, nothing is run where the file is opened.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
