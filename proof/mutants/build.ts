import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/** The bot's own files are copied, for one is changed; the rest is the same. */
const copied = ['src', 'adapters', 'package.json'];
const linked = ['node_modules', 'console'];

/** Builds a mutant in an empty folder. @param root the repository. Throws where its change finds no place */
export async function build(mutant: Mutant, root: string, folder: string): Promise<void> {
  await Promise.all([
    ...copied.map(name => cp(join(root, name), join(folder, name), { recursive: true })),
    ...linked.map(name => symlink(join(root, name), join(folder, name))),
  ]);
  const path = join(folder, mutant.file);
  await writeFile(path, changed(mutant, await readFile(path, 'utf8')));
}

/** A source with a mutant's change. Throws where it has not exactly one place. */
export function changed({ name, file, find, replace }: Mutant, source: string): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`The mutant "${name}" is stale: what it changes is not once in ${file}.`);
  }
  return `${before}${replace}${after}`;
}
