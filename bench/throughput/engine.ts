/** Something that takes work and does it; all processes that open it on one Redis share the work. */
export interface Engine {
  /** Adds one piece of work. */
  add(number: number): Promise<unknown>;
}

/** Opens an engine and starts its share of the work. @param onDone told of every piece that this process has done */
export type OpenEngine = (redisUrl: string, onDone: () => void) => Promise<Engine>;
