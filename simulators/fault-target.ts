/** Which calls of an open platform a fault strikes. Without an `api`: all but those that the platform spares. */
export interface FaultTarget {
  /** Its name in the table of `api/index.ts`, or its beginning: `cards` is all of them. */
  readonly api?: string | undefined;
  /** Only calls whose path or body contains this text: an id, or words. */
  readonly about?: string | undefined;
}

/** A call as a fault sees it; `text` is its path and body. */
export interface Struck {
  readonly api: string;
  readonly text: string;
}

/** Is a fault meant for a call? One that is `spared` is struck only by its name. */
export const sparing =
  (...spared: readonly string[]) =>
  ({ api: wanted, about }: FaultTarget, { api, text }: Struck): boolean =>
    text.includes(about ?? '') &&
    (wanted === undefined ? !spared.includes(api) : api === wanted || api.startsWith(`${wanted}.`));
