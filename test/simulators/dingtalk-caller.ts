import type { DingtalkSimulator } from '../../simulators/dingtalk/index.ts';

/** Calls the simulated platform; `token` is a good one unless told. */
export type DingtalkCaller = (
  method: string,
  path: string,
  body?: object,
  token?: string,
) => Promise<{ status: number; type: string; body: Record<string, unknown> }>;

/** A caller with a token that was just issued. */
export async function dingtalkCaller({
  url,
  clientId,
  clientSecret,
}: DingtalkSimulator): Promise<DingtalkCaller> {
  const call = (good: string): DingtalkCaller => {
    return async (method, path, body, token = good) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...(token && { 'x-acs-dingtalk-access-token': token }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const type = response.headers.get('content-type') ?? '';
      const answer = type.includes('json') ? ((await response.json()) as Record<string, unknown>) : {};
      return { status: response.status, type, body: answer };
    };
  };
  const { body } = await call('')('POST', '/v1.0/oauth2/accessToken', {
    appKey: clientId,
    appSecret: clientSecret,
  });
  return call(String(body['accessToken']));
}
