import { type ErnieSimulator, simulatedKeys } from '../../simulators/ernie/index.ts';

/** A question as the last of these messages, V1 and V2 alike. */
export const ask = (content: string) => ({ messages: [{ role: 'user', content }] });

/** Asks the token endpoint, with the right keys unless told otherwise. */
export function requestToken(
  simulator: ErnieSimulator,
  { id = simulatedKeys.apiKey as string, secret = simulatedKeys.secretKey as string } = {},
): Promise<Response> {
  const query = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
  });
  return fetch(`${simulator.url}/oauth/2.0/token?${query}`, { method: 'POST' });
}

export async function freshToken(simulator: ErnieSimulator): Promise<string> {
  return ((await (await requestToken(simulator)).json()) as { access_token: string }).access_token;
}

/** One V1 call; a body that is a string goes as it is. */
export function callV1(simulator: ErnieSimulator, token: string, body: unknown, init: RequestInit = {}) {
  const path = '/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/completions_pro';
  return fetch(`${simulator.url}${path}?access_token=${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

/** One V2 call. */
export function callV2(simulator: ErnieSimulator, body: object, key: string = simulatedKeys.qianfanKey) {
  return fetch(`${simulator.url}/v2/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'ernie-5.1', ...body }),
  });
}

/** An event of either API, as far as the tests look at it. */
export interface Event {
  sentence_id?: number;
  is_end?: boolean;
  is_truncated?: boolean;
  result?: string;
  need_clear_history?: boolean;
  ban_round?: number;
  error_code?: number;
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
  choices?: { delta: { content?: string }; finish_reason?: string; flag?: number }[];
}

/** The events of a well-formed stream, without `[DONE]`. */
export function events(stream: string): Event[] {
  return stream
    .split('\n\n')
    .filter(event => event.startsWith('data: {'))
    .map(event => JSON.parse(event.slice(6)));
}
