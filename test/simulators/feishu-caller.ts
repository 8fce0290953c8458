import type { FeishuSimulator } from '../../simulators/feishu/index.ts';

/** Calls the simulated open platform: `path` without `/open-apis`; `token` is a good one unless told. */
export type FeishuCaller = (
  method: string,
  path: string,
  body?: object,
  token?: string,
) => Promise<{ status: number; headers: Headers; body: Record<string, unknown> }>;

/** A caller with a token that was just issued. */
export async function feishuCaller({ url, appId, appSecret }: FeishuSimulator): Promise<FeishuCaller> {
  const call = (good: string): FeishuCaller => {
    return async (method, path, body, token = good) => {
      const response = await fetch(`${url}/open-apis${path}`, {
        method,
        headers: {
          authorization: token && `Bearer ${token}`,
          'content-type': 'application/json; charset=utf-8',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const isJson = response.headers.get('content-type')?.includes('json');
      const answer = isJson ? ((await response.json()) as Record<string, unknown>) : {};
      return { status: response.status, headers: response.headers, body: answer };
    };
  };
  const { body } = await call('')('POST', '/auth/v3/tenant_access_token/internal', {
    app_id: appId,
    app_secret: appSecret,
  });
  return call(String(body['tenant_access_token']));
}
