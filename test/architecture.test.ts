import { describe, expect, test } from 'vitest';
import { circles, sources } from './support/imports.ts';

/** The layers, lowest first; the first pattern that fits a file is its layer. */
const patterns = {
  words: /^src\/(message|errors|platform|playground|model|secret)\.ts$/,
  stages: /^src\/(arrival|conversation|dispatch|generation|reply)\//,
  commands: /^src\/commands\//,
  operations: /^src\/operations\//,
  console: /^src\/console\//,
  turn: /^src\/turn(\.ts|\/)/,
  main: /^src\/main(\.ts|\/)/,
  cli: /^src\/cli(\.ts|\/)/,
  tools: /^src\/(\w[\w-]*\.ts|config\/|markdown\/|people\/|redis\/|tally\/|wording\/)/,
  'the table of adapters': /^adapters\/index\.ts$/,
  adapters: /^adapters\//,
  simulators: /^simulators\//,
  'the front end': /^console\//,
} as const satisfies Record<string, RegExp>;

type Layer = keyof typeof patterns | 'packages' | 'unknown';

const layerOf = (path: string): Layer => {
  const fits = Object.entries(patterns).find(([, pattern]) => pattern.test(path));
  if (fits) return fits[0] as Layer;
  return /^(src|adapters|simulators|console|demo|bench|test)\//.test(path) ? 'unknown' : 'packages';
};

/** The folder that makes a part: `src/arrival`, `adapters/telegram`. */
const partOf = (path: string) => path.split('/', 2).join('/');

const files = sources('src', 'adapters', 'simulators', 'console');

/** Imports of one layer that none of these conditions permits, as `file → import`. */
function strays(layer: Layer, ...permitted: (Layer | ((from: string, to: string) => boolean))[]): string[] {
  return files
    .filter(({ path }) => layerOf(path) === layer)
    .flatMap(({ path, imports }) =>
      imports
        .filter(
          to => !permitted.some(rule => (typeof rule === 'string' ? rule === layerOf(to) : rule(path, to))),
        )
        .map(to => `${path} → ${to}`),
    );
}

const ownPart = (from: string, to: string) => partOf(from) === partOf(to);

describe('who may import whom', () => {
  test('every file has a place in the layers', () => {
    expect(files.filter(({ path }) => layerOf(path) === 'unknown').map(({ path }) => path)).toEqual([]);
  });

  test('words import words; a secret may use the cryptography of Node', () => {
    const cryptography = (from: string, to: string) => from === 'src/secret.ts' && to.startsWith('node:');
    expect(strays('words', 'words', cryptography)).toEqual([]);
  });

  test('tools import words and tools', () => {
    expect(strays('tools', 'words', 'tools', 'packages')).toEqual([]);
  });

  test('a stage imports words and tools, and no other stage', () => {
    expect(strays('stages', 'words', 'tools', 'packages', ownPart)).toEqual([]);
  });

  test('commands import words and tools', () => {
    expect(strays('commands', 'words', 'tools', 'packages', 'commands')).toEqual([]);
  });

  test('operations import words and tools', () => {
    expect(strays('operations', 'words', 'tools', 'packages', 'operations')).toEqual([]);
  });

  test('the console imports words and tools', () => {
    expect(strays('console', 'words', 'tools', 'packages', 'console')).toEqual([]);
  });

  test('a turn is where stages meet', () => {
    expect(strays('turn', 'words', 'tools', 'packages', 'stages', 'turn')).toEqual([]);
  });

  test('nothing below main and the command line imports them', () => {
    const importers = files.filter(({ path }) => !['main', 'cli'].includes(layerOf(path)));
    const offenders = importers.filter(({ imports }) =>
      imports.some(to => ['main', 'cli'].includes(layerOf(to))),
    );
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  test('main.ts introduces the parts and only the command line imports it', () => {
    const offenders = files.filter(({ imports }) => imports.includes('src/main.ts')).map(({ path }) => path);
    expect(offenders.filter(path => layerOf(path) !== 'cli')).toEqual([]);
  });

  test('an adapter imports words, tools and its own folder', () => {
    expect(strays('adapters', 'words', 'tools', 'packages', ownPart)).toEqual([]);
  });

  test('the table of adapters imports adapters', () => {
    expect(strays('the table of adapters', 'adapters')).toEqual([]);
  });

  test('only main and the command line import adapters, through their table', () => {
    const offenders = files
      .filter(({ path }) => path.startsWith('src/'))
      .flatMap(({ path, imports }) => imports.map(to => ({ path, to, from: layerOf(path) })))
      .filter(({ to }) => to.startsWith('adapters/'))
      .filter(({ from, to }) => to !== 'adapters/index.ts' || !['main', 'cli'].includes(from));
    expect(offenders.map(({ path, to }) => `${path} → ${to}`)).toEqual([]);
  });

  test('simulators know nothing of the product', () => {
    expect(strays('simulators', 'simulators', 'packages')).toEqual([]);
  });

  test('the front end imports itself, what draws charts, and of the product the words of the playground and what failures are called', () => {
    const permitted = (_: string, to: string) =>
      to === 'src/playground.ts' ||
      /^src\/wording\/[a-z-]+\/failure-names\.ts$/.test(to) ||
      to === 'uplot' ||
      to.startsWith('uplot/') ||
      to.endsWith('.css');
    expect(strays('the front end', 'the front end', permitted)).toEqual([]);
  });

  test('nothing imports the front end', () => {
    const importers = files.filter(({ path }) => layerOf(path) !== 'the front end');
    const offenders = importers.filter(({ imports }) => imports.some(to => to.startsWith('console/')));
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  test('the judge of a run knows what was seen, and nothing of the bot or the simulators', () => {
    const judge = sources('proof/judge');
    const offenders = judge.flatMap(({ path, imports }) =>
      imports.filter(to => !to.startsWith('proof/judge/')).map(to => `${path} → ${to}`),
    );
    expect(offenders).toEqual([]);
  });

  test('a story is told by its seed alone, in the words of the evidence', () => {
    const permitted = (to: string) => to.startsWith('proof/story/') || to === 'proof/judge/evidence.ts';
    const offenders = sources('proof/story').flatMap(({ path, imports }) =>
      imports.filter(to => !permitted(to)).map(to => `${path} → ${to}`),
    );
    expect(offenders).toEqual([]);
  });

  test('a story is played on the bot from outside, and the naive bot has nothing of ours', () => {
    const outside = sources('proof/story', 'proof/town', 'proof/naive');
    const insiders = outside.flatMap(({ path, imports }) =>
      imports.filter(to => /^(src|adapters)\//.test(to)).map(to => `${path} → ${to}`),
    );
    expect(insiders).toEqual([]);
  });

  test('nothing of the product imports what proves it', () => {
    const offenders = files.filter(({ imports }) => imports.some(to => to.startsWith('proof/')));
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  test('no import goes in a circle, of types neither', () => {
    expect(circles(files)).toEqual([]);
    expect(circles(sources('proof'))).toEqual([]);
  });
});

describe('the world comes in as arguments', () => {
  const offenders = (pattern: RegExp, ...except: Layer[]) =>
    files
      .filter(({ path, code }) => pattern.test(code) && !except.includes(layerOf(path)))
      .map(({ path }) => path);

  test('the environment is read by main and the command line', () => {
    expect(offenders(/process\.env\b/, 'main', 'cli')).toEqual([]);
  });

  test('time and chance are read in clock.ts, and handed out by main', () => {
    const readers = /Date\.now\b|new Date\(\)|Math\.random\b|performance\.now\b/;
    expect(offenders(readers, 'main', 'simulators')).toEqual(['src/clock.ts']);
  });
});
