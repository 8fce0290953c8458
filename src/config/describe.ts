import type { z } from 'zod';

/** What is known about one setting without its value. */
export interface Setting {
  /** Its name in the environment. */
  readonly name: string;
  /** A line for people. */
  readonly help: string;
  /** Never shown; may also come from `NAME_FILE`. */
  readonly secret: boolean;
  /** As one would write it; absent where there is none. */
  readonly fallback: string | undefined;
}

/** The settings of one shape, in its order. `.meta({ help, secret })` may stand at any depth of a field. */
export function describe(shape: z.ZodObject): readonly Setting[] {
  return Object.entries(shape.shape).map(([name, field]) => {
    const layers = [...unwrap(field as z.ZodType)];
    const metas = layers.map(layer => layer.meta());
    const fallback = layers.map(fallbackOf).find(value => value !== undefined);
    return {
      name,
      help: metas.map(meta => meta?.['help']).find(help => typeof help === 'string') ?? '',
      secret: metas.some(meta => meta?.['secret'] === true),
      fallback,
    };
  });
}

interface Wrapper {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly defaultValue?: unknown;
}

/** A field and what it wraps: `.optional()`, `.prefault()`, `.transform()`. */
function* unwrap(field: z.ZodType): Generator<z.ZodType> {
  yield field;
  const { innerType, in: input } = field.def as Wrapper;
  const inner = innerType ?? input;
  if (inner) yield* unwrap(inner);
}

function fallbackOf(field: z.ZodType): string | undefined {
  const { type, defaultValue } = field.def as Wrapper;
  return type === 'default' || type === 'prefault' ? String(defaultValue) : undefined;
}
