import type { Settings } from './settings.ts';

/** A message as ERNIE V1 takes it. */
export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Asks ERNIE. @returns the answer's pieces; throws for every code, so that the job is tried again */
export type AskErnie = (messages: readonly ChatMessage[]) => AsyncIterable<string>;

/** ERNIE-Bot-4 through V1, with an access token that is kept in this process. */
export function openErnie({ ernieUrl, ernieKey, ernieSecret }: Settings): AskErnie {
  let token: Promise<string> | undefined;
  const freshToken = async () => {
    const query = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: ernieKey,
      client_secret: ernieSecret,
    });
    const response = await fetch(`${ernieUrl}/oauth/2.0/token?${query}`, { method: 'POST' });
    const { access_token, expires_in } = (await response.json()) as TokenAnswer;
    if (!access_token) throw new Error('ERNIE gave no access token');
    setTimeout(forget, Math.min((expires_in ?? 0) * 900, 2 ** 31 - 1)).unref();
    return access_token;
  };
  const forget = () => {
    token = undefined;
  };

  return async function* ask(messages) {
    token ??= freshToken();
    const accessToken = await token.catch((error: unknown) => {
      forget();
      throw error;
    });
    const path = '/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/completions_pro';
    const response = await fetch(`${ernieUrl}${path}?access_token=${accessToken}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages, stream: true }),
    });
    if (!response.ok || !response.body) throw new Error(`ERNIE answered ${response.status}`);
    let ended = false;
    for await (const line of lines(response.body)) {
      const event = eventOf(line);
      if (!event) continue;
      if (event.error_code === 110 || event.error_code === 111) forget();
      if (event.error_code) throw new Error(`ERNIE error ${event.error_code}: ${event.error_msg}`);
      if (event.result) yield event.result;
      ended ||= event.is_end === true;
    }
    if (!ended) throw new Error('the stream broke off');
  };
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
}

interface ErnieEvent {
  readonly result?: string;
  readonly is_end?: boolean;
  readonly error_code?: number;
  readonly error_msg?: string;
}

/** An event of the stream, or the bare JSON that tells of an error. */
function eventOf(line: string): ErnieEvent | undefined {
  const json = line.startsWith('data:') ? line.slice('data:'.length) : line;
  return json.trim().startsWith('{') ? (JSON.parse(json) as ErnieEvent) : undefined;
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  yield rest;
}
