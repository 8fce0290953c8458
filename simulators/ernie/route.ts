import { controlled } from '../control-routes.ts';
import { type Handler, sendJson } from '../http.ts';
import { chat } from './chat.ts';
import type { ChatWorld } from './chat-world.ts';
import { type Controlled, controlRoutes } from './control.ts';
import { grantToken } from './grant-token.ts';
import { perform } from './perform.ts';
import { told } from './steps.ts';
import { speakV1 } from './v1/dialect.ts';
import { refuseV1 } from './v1/refuse.ts';
import { speakV2 } from './v2/dialect.ts';
import type { Models } from './v2/models.ts';

const v1Root = '/rpc/2.0/ai_custom/v1/wenxinworkshop/';

/** Sends every request to the API that its path belongs to. */
export function route(
  world: ChatWorld,
  qianfan: { readonly key: string; readonly models: Models },
  steering: Controlled,
): Handler {
  const v1 = speakV1(world.tokens);
  const v2 = speakV2(qianfan.key, qianfan.models);
  return controlled(controlRoutes, steering, (req, res, url) => {
    const path = url.pathname;
    if (path === '/oauth/2.0/token') return grantToken(req, res, url, v1, world);
    if (path.startsWith(`${v1Root}chat/`)) return chat(req, res, url, v1, world);
    if (path === '/v2/chat/completions') return chat(req, res, url, v2, world);
    if (path.startsWith('/rpc/')) return perform(res, told(refuseV1(3), v1)).then(() => {});
    return sendJson(res, 404, { error: `nothing is simulated at ${path}` });
  });
}
