import { type Dispatcher, request } from 'undici';
import { networkCode } from '../../network-code.ts';
import { type Body, readBody } from './body.ts';
import { FunctionProblem } from './problem.ts';

/** A call to a server on the web. */
export interface WebCall {
  readonly url: URL;
  readonly method: Dispatcher.HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly maxBytes: number;
}

/** Leave to call an address, and the connections for it. */
export interface Admission {
  readonly dispatcher: Dispatcher;
  /** Called when the answer was read, or was none. */
  release(): void;
}

/** Asked before each hop, redirects included. Throws `FunctionProblem` where nobody may go there. */
export type Admit = (url: URL, signal: AbortSignal) => Promise<Admission>;

export interface WebAnswer extends Body {
  readonly url: URL;
  readonly status: number;
  readonly contentType: string;
}

interface Redirect {
  readonly status: number;
  readonly location: URL;
}

const maxRedirects = 3;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Calls and follows redirects, each admitted anew. Throws `FunctionProblem`, never with an address in it. */
export async function follow(call: WebCall, admit: Admit, signal: AbortSignal): Promise<WebAnswer> {
  let current = call;
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const answer = await hop(current, admit, signal);
    if (!('location' in answer)) return answer;
    current = redirected(current, answer);
  }
  throw new FunctionProblem('重定向太多，没有取到内容。');
}

async function hop(
  { url, method, headers, body, maxBytes }: WebCall,
  admit: Admit,
  signal: AbortSignal,
): Promise<WebAnswer | Redirect> {
  const { dispatcher, release } = await admit(url, signal);
  try {
    const response = await request(url, { dispatcher, method, headers, body: body ?? null, signal });
    const header = (name: string) => [response.headers[name]].flat()[0] ?? '';
    const { statusCode: status } = response;
    if (redirects.has(status) && header('location') !== '') {
      response.body.on('error', () => {}).destroy();
      if (!URL.canParse(header('location'), url.href)) throw new FunctionProblem('重定向的地址不合法。');
      return { status, location: new URL(header('location'), url.href) };
    }
    const read = await readBody(response.body, header('content-encoding'), maxBytes);
    return { ...read, url, status, contentType: header('content-type') };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FunctionProblem) throw error;
    throw new FunctionProblem(`连接失败（${networkCode(error)}）。`);
  } finally {
    release();
  }
}

/** As browsers do it; a foreign host gets none of our headers, for they may hold a key. */
function redirected(call: WebCall, { status, location: url }: Redirect): WebCall {
  const { 'content-type': contentType, accept } = call.headers;
  const harmless = { ...(contentType ? { 'content-type': contentType } : {}), ...(accept ? { accept } : {}) };
  const headers = url.origin === call.url.origin ? call.headers : harmless;
  const repeats = status === 307 || status === 308 || call.method === 'GET';
  return repeats ? { ...call, url, headers } : { url, headers, method: 'GET', maxBytes: call.maxBytes };
}
