import { bad, Refusal } from '../refusal.ts';
import type { Run } from './route.ts';

/** `POST /v1.0/oauth2/accessToken`. */
export const accessToken: Run = ({ tokens }, { body }) => {
  if (!tokens.knows(body['appKey'], body['appSecret']))
    throw bad('invalidClientIdOrSecret', '无效的clientId或者clientSecret');
  const { token, lifeS } = tokens.issue();
  return { accessToken: token, expireIn: lifeS };
};

/** `GET /gettoken`, the older way, with the secret in the address. */
export const oldToken: Run = ({ tokens }, { query }) => {
  if (!tokens.knows(query.get('appkey'), query.get('appsecret')))
    throw new Refusal(40089, '不合法的corpid或corpsecret');
  const { token, lifeS } = tokens.issue();
  return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: lifeS };
};

/** `POST /v1.0/gateway/connections/open`. Wrong credentials are 401, as reports of 2025 and 2026 show; other troubles are 400. */
export const openConnection: Run = ({ tokens, gateway }, { body, host }) => {
  if (!tokens.knows(body['clientId'], body['clientSecret']))
    throw new Refusal('authFailed', '鉴权失败', { status: 401 });
  return gateway.invite(body['subscriptions'], `ws://${host}`);
};
