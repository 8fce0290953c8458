import fc from 'fast-check';
import { hostileValue } from './values.ts';

/** One change of a JSON document. `at` picks a place among all there are. */
export interface Change {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'rename' | 'wrap' | 'repeat';
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'wrap', 'repeat'),
  value: hostileValue,
});

/** One of the recorded documents, changed in a few places, or not at all. */
export function mutated(recorded: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...recorded), fc.array(change, { maxLength: 4 }))
    .map(([document, changes]) => changes.reduce<unknown>(applied, document));
}

/** One of the recorded documents as a text: changed as JSON, or in its characters, or cut off. */
export function mutatedText(recorded: readonly unknown[]): fc.Arbitrary<string> {
  const texts = mutated(recorded).map(value => JSON.stringify(value) ?? 'undefined');
  const spoilt = fc
    .tuple(
      texts,
      fc.array(fc.tuple(fc.nat(20_000), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 4 }),
    )
    .map(([text, spots]) =>
      spots.reduce((rest, [at, put]) => {
        const here = at % (rest.length + 1);
        return rest.slice(0, here) + put + rest.slice(here + put.length);
      }, text),
    );
  const cut = fc.tuple(texts, fc.nat(20_000)).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  return fc.oneof(
    { weight: 6, arbitrary: texts },
    { weight: 2, arbitrary: spoilt },
    { weight: 1, arbitrary: cut },
  );
}

/** A document in which one place is another. */
function applied(document: unknown, { at, how, value }: Change): unknown {
  const places = placesIn(document);
  const path = places[at % places.length] ?? [];
  return changed(document, path, how, value);
}

type Path = readonly (string | number)[];

/** Where something stands, itself included; of what is very deep or long the beginning. */
function placesIn(document: unknown): readonly Path[] {
  const places: Path[] = [];
  const open: { readonly value: unknown; readonly path: Path }[] = [{ value: document, path: [] }];
  for (let next = open.pop(); next && places.length < 500; next = open.pop()) {
    const { value, path } = next;
    places.push(path);
    if (typeof value !== 'object' || value === null || path.length > 8) continue;
    for (const key of Object.keys(value)) {
      open.push({
        value: Reflect.get(value, key),
        path: [...path, Array.isArray(value) ? Number(key) : key],
      });
    }
  }
  return places;
}

function changed(value: unknown, path: Path, how: Change['how'], put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return how === 'wrap' ? [value] : how === 'repeat' ? [value, value, value] : put;
  if (typeof value !== 'object' || value === null) return put;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (key !== String(step)) return [[key, inner]];
    if (rest.length > 0) return [[key, changed(inner, rest, how, put)]];
    if (how === 'remove') return [];
    if (how === 'rename') return [[typeof put === 'string' ? put.slice(0, 40) : 'x', inner]];
    return [[key, changed(inner, [], how, put)]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
