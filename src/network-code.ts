/** Errors of a connection that was never made: nothing was written. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The system's or undici's code of a broken call; never the message, which may carry the address and with it a secret. */
export function networkCode(error: unknown): string {
  const { code, name, cause } = (error ?? {}) as {
    code?: unknown;
    name?: unknown;
    cause?: { code?: unknown };
  };
  const known = [cause?.code, code, name].find(value => typeof value === 'string');
  return known === undefined ? 'unknown' : String(known);
}

/** Whether a broken call surely never reached anybody. @param code see `networkCode` */
export const neverArrived = (code: string): boolean => neverConnected.has(code);
