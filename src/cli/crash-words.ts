/**
 * Our mistake, for whoever mends it: what happened and where. Nothing of what libraries hang on an error is told:
 * ioredis adds the command, with what people wrote or a password.
 */
export function crashWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
