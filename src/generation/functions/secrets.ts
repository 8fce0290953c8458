import { readFileSync } from 'node:fs';
import type { Environment } from '../../config/read.ts';
import { redacted, Secret } from '../../secret.ts';

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
/** Shorter values (`1`, `yes`) are no secrets, and would tear every result apart. */
const shortestHidden = 6;

/** Fills `${NAME}` in the texts of the file, and remembers what it filled in. */
export interface Secrets {
  /** The text with its secrets; a name that is not set is put down in `missing`. */
  fill(text: string): Secret;
  /**
   * Takes every secret out of a text that came from outside: a server may repeat what it was sent.
   * @param cut it does not end where the server ended it: the beginning of a secret at its end goes too
   */
  hide(text: string, cut?: boolean): string;
  /** Names that nobody set. */
  readonly missing: readonly string[];
}

/** Secrets of the environment; as with our own, `NAME_FILE` may name the file that holds one. */
export function secretsOf(env: Environment): Secrets {
  const missing = new Set<string>();
  const known = new Set<string>();
  const lookUp = (name: string): string => {
    const value = env[name]?.trim() || contentOf(env[`${name}_FILE`]?.trim());
    if (!value) missing.add(name);
    else if (value.length >= shortestHidden) for (const form of formsOf(value)) known.add(form);
    return value ?? '';
  };
  return {
    fill: text => new Secret(text.replace(reference, (_, name: string) => lookUp(name))),
    hide(text, cut = false) {
      const whole = redacted(text, [...known]);
      const begun = cut ? Math.max(0, ...[...known].map(value => overlap(whole, value))) : 0;
      return begun < shortestHidden ? whole : `${whole.slice(0, -begun)}[redacted]`;
    },
    get missing() {
      return [...missing];
    },
  };
}

/** How much of the beginning of `value` is the end of `text`, characters. */
function overlap(text: string, value: string): number {
  let length = Math.min(text.length, value.length);
  while (length > 0 && !text.endsWith(value.slice(0, length))) length -= 1;
  return length;
}

/** As it is, and as a server repeats it that quotes an address, a form or JSON. */
function formsOf(value: string): readonly string[] {
  const inForm = new URLSearchParams([['', value]]).toString().slice(1);
  return [value, encodeURIComponent(value), inForm, JSON.stringify(value).slice(1, -1)];
}

function contentOf(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
