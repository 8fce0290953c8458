/** A variable that looks like a setting written wrongly. */
export interface Typo {
  readonly name: string;
  readonly meant: string;
}

/** Two letters wrong, missing, or too many: `TELEGRAM_BOT_TOKN`. */
const furthest = 2;

/** Variables that begin like one of our settings, are none, and are almost one. */
export function typos(present: readonly string[], known: readonly string[]): readonly Typo[] {
  const ours = new Set([...known, ...known.map(name => `${name}_FILE`)]);
  const prefixes = new Set(known.map(prefixOf));
  return present
    .filter(name => !ours.has(name) && prefixes.has(prefixOf(name)))
    .flatMap(name => {
      const meant = known.find(candidate => distance(name, candidate) <= furthest);
      return meant === undefined ? [] : [{ name, meant }];
    });
}

const prefixOf = (name: string) => name.split('_', 1)[0] ?? name;

/** Levenshtein's: how many letters must be changed, added or removed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
