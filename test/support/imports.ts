import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** One source and what it imports: files by their path in the repository, packages by their name. */
export interface Source {
  /** `src/arrival/gate.ts` */
  readonly path: string;
  /** Its text without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

const root = join(import.meta.dirname, '../..');

/** Every TypeScript file under these folders, with its imports: of types too, and dynamic ones. */
export function sources(...folders: string[]): readonly Source[] {
  return folders.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(file => posix.join(folder, file.replaceAll('\\', '/')))
      .filter(path => path.endsWith('.ts'))
      .map(path => {
        const code = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
        return { path, code, imports: importsOf(path, code) };
      }),
  );
}

function importsOf(path: string, code: string): readonly string[] {
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)]
    .map(([, name = '']) => name)
    .map(name => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}

/** Circles of imports, each as the way round from its first file back to it. */
export function circles(files: readonly Source[]): readonly string[] {
  const importsByPath = new Map(files.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) found.push([...way.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const next of importsByPath.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}
