import { Agent, request } from 'undici';

/** What came back from a call. */
export interface Said {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ connections: 16, keepAliveTimeout: 5000 });

/** Posts bytes as they are. */
export async function post(url: string, body: Buffer, headers: Record<string, string>): Promise<Said> {
  const answer = await request(url, { method: 'POST', body, headers, dispatcher: agent });
  return { status: answer.statusCode, text: await answer.body.text() };
}
