/** A simulator as `npm run simulate` offers it. */
export interface Command {
  /** What is typed to start it. */
  readonly name: string;
  /** A line for people. */
  readonly summary: string;
  /** Starts it, prints its settings and returns; it runs until the process ends. Throws for bad arguments. */
  run(argv: string[]): Promise<void>;
}
