import type { Dispatcher } from 'undici';
import { jsonOf } from '../../json.ts';
import { decodeBody } from './body.ts';
import { type Admit, follow, type WebAnswer } from './follow.ts';
import { allowance } from './hosts.ts';
import { type HttpTemplate, httpRequest } from './http-request.ts';
import { type Network, publicConnections } from './network.ts';
import type { Offered } from './offered.ts';
import { FunctionProblem } from './problem.ts';
import type { Secrets } from './secrets.ts';
import { withoutSecrets } from './without-secrets.ts';

/** An HTTP function, ready to be called. */
export interface HttpFunction extends Omit<Offered, 'run'> {
  readonly template: HttpTemplate;
  /** The part of a JSON answer that the model is told, such as `data.now` or `items.0`; absent: all of it. */
  readonly pick?: string | undefined;
}

export interface HttpWorld {
  readonly dispatcher: Dispatcher;
  readonly network: Network;
  readonly secrets: Secrets;
  readonly allowHosts: readonly string[];
}

/** What a server says of an error is told as far as this, characters. */
const errorLength = 500;
const binary = /^(image|audio|video|font)\/|octet-stream|zip|pdf/i;

export function httpFunction(described: HttpFunction, world: HttpWorld): Offered {
  const { template, pick, ...rest } = described;
  const admit = admitting(world);
  return {
    ...rest,
    run: withoutSecrets(async (given, signal) => {
      const answer = await follow(httpRequest(template, given), admit, signal);
      return tell(answer, pick, world.secrets);
    }, world.secrets.hide),
  };
}

/** Hosts of the list, and no others; whom only a suffix allows must be of the open internet. */
function admitting({ dispatcher, network, allowHosts }: HttpWorld): Admit {
  return async (url, signal) => {
    const allowed = /^https?:$/.test(url.protocol) ? allowance(allowHosts, url) : 'not';
    if (allowed === 'not') throw new FunctionProblem('服务器转向了不允许访问的主机。', 'refused');
    if (allowed === 'by-name') return { dispatcher, release() {} };
    const own = await publicConnections(url, network, signal);
    return { dispatcher: own, release: () => void own.destroy() };
  };
}

function tell(
  { status, contentType, bytes, cut }: WebAnswer,
  pick: string | undefined,
  { hide }: Secrets,
): string {
  if (binary.test(contentType)) throw new FunctionProblem('服务器给的不是文本。');
  const text = decodeBody(bytes, contentType);
  if (status < 200 || status > 299)
    throw new FunctionProblem(`服务器返回错误（HTTP ${status}）：${hide(text, cut).slice(0, errorLength)}`);
  if (pick === undefined) return hide(text, cut);
  const json = cut ? undefined : jsonOf(text);
  if (json === undefined) throw new FunctionProblem(cut ? '服务器的结果太大。' : '服务器给的不是 JSON。');
  const picked = pick.split('.').reduce(memberOf, json);
  return typeof picked === 'string' ? picked : (JSON.stringify(picked) ?? '');
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}
