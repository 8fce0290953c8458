/** How many rows of a list fit a phone. */
const rowsShown = 20;

/** The first rows of a list, and how many more there are. */
export function listed<T>(rows: readonly T[]): { readonly rows: readonly T[]; readonly more: number } {
  return { rows: rows.slice(0, rowsShown), more: Math.max(0, rows.length - rowsShown) };
}
