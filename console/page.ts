import type { Stream } from './events.ts';
import type { Language } from './words/index.ts';

/** What every page may use. */
export interface Surroundings {
  readonly language: Language;
  readonly stream: Stream;
  /** Says something briefly, to be seen and heard. */
  readonly say: (text: string) => void;
  /** Says what went wrong; where the session is over, asks to log in. Resolves to undefined then. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>;
}

/** Makes a page. @param life ends when another page is opened */
export type OpenPage = (surroundings: Surroundings, life: AbortSignal) => HTMLElement;
