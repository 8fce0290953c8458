/** Calls of our own server. Every call that changes something carries what no foreign page can send. */

/** The server said no. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  /** @param status 0: it could not be reached */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @param path under `/console/` @throws Refused */
export async function get<T>(path: string): Promise<T> {
  return (await call(path, { headers: { accept: 'application/json' } })) as T;
}

/** @param path under `/console/` @throws Refused */
export async function post<T = unknown>(path: string, body: object): Promise<T> {
  return (await call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-yanqiao': '1' },
    body: JSON.stringify(body),
  })) as T;
}

async function call(path: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(`/console/${path}`, request).catch(() => undefined);
  if (!response) throw new Refused(0, '');
  const said = await read(response);
  if (!response.ok) throw new Refused(response.status, reasonIn(said));
  return said;
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function reasonIn(said: unknown): string {
  const { error } = (typeof said === 'object' && said !== null ? said : {}) as { error?: unknown };
  return typeof error === 'string' ? error : '';
}
