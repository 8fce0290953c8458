import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Agent } from 'undici';
import { requestToken as dingtalkToken } from '../../../adapters/dingtalk/api/request-token.ts';
import { openApi as openDingtalk } from '../../../adapters/dingtalk/api.ts';
import { askForStream } from '../../../adapters/dingtalk/intake/gateway.ts';
import { requestToken as feishuToken } from '../../../adapters/feishu/api/request-token.ts';
import { openApi as openFeishu } from '../../../adapters/feishu/api.ts';
import { quoteOf } from '../../../adapters/feishu/intake/quote.ts';
import { failureOf } from '../../../adapters/telegram/api/failures.ts';
import { openApi as openTelegram } from '../../../adapters/telegram/api.ts';
import { openWriter } from '../../../adapters/telegram/send/writer.ts';
import type { FreshToken } from '../../../src/redis/shared-token.ts';
import { Secret } from '../../../src/secret.ts';
import { unsharedToken } from '../../../src/unshared-token.ts';
import { mutatedText } from '../inputs/mutate.ts';
import { canaries, holdsFailure } from '../promises/failure.ts';
import * as dingtalk from '../recorded/dingtalk.ts';
import * as feishu from '../recorded/feishu.ts';
import * as telegram from '../recorded/telegram.ts';
import { type Target, targetWith } from '../target.ts';
import { startHostileVendor, vendorAnswers } from '../world/hostile-vendor.ts';

const token = new Secret(canaries.token);
const secret = new Secret(canaries.secret);
const known = unsharedToken(async () => ({ token, expiresInMs: 1 }));

/** What one write may cost at the most, mended and tried again in every way. */
const mostCalls = 8;

const rounds = (recorded: readonly unknown[]) =>
  fc.array(vendorAnswers(mutatedText(recorded)), { minLength: 1, maxLength: 3 });

const holdsToken = ({ token, expiresInMs }: FreshToken) => assert(token.reveal() !== '' && expiresInMs > 0);

/** A message of Telegram's is written, or it is known why not. */
const telegramAnswers = targetWith('telegram answers', 4, rounds(telegram.answers), async () => {
  const vendor = await startHostileVendor();
  const api = openTelegram({ token, apiRoot: vendor.url, proxy: undefined });
  const target = { chat: { id: '42', kind: 'direct' }, questionId: '7' } as const;
  const page = { html: '<b>好</b>', plain: '好' };
  return {
    async check(answers) {
      vendor.answers(...answers);
      const writer = openWriter(api.api, target);
      for (const write of [() => writer.send(page, true, 't'), () => writer.edit(7, page, undefined)]) {
        const outcome = await write();
        assert(vendor.calls() <= mostCalls, `${vendor.calls()} calls for one write`);
        if (outcome === 'vanished') continue;
        if (outcome.kind === 'failed') holdsFailure(outcome.failure, 'PlatformFailure', canaries.token);
        else assert(Number.isSafeInteger(outcome.messageId), 'landed as no message');
        vendor.answers(...answers);
      }
      await api.api.getMe().catch(error => holdsFailure(failureOf(error), 'PlatformFailure', canaries.token));
    },
    async close() {
      await api.close();
      await vendor.close();
    },
  };
});

/** Each call of Feishu's gives an answer whose code is 0, or fails in our words. */
const feishuAnswers = targetWith('feishu answers', 4, rounds(feishu.answers), async () => {
  const vendor = await startHostileVendor();
  const app = { appId: feishu.bot.appId, appSecret: secret, domain: vendor.url };
  const api = openFeishu(app, () => known);
  const dispatcher = new Agent();
  return {
    async check(answers) {
      vendor.answers(...answers);
      await api
        .call('reply', 'om_1', { content: canaries.said })
        .catch(error => holdsFailure(error, 'PlatformFailure', canaries.token));
      const quoted = await quoteOf(api, feishu.bot, 'om_1', async () => undefined);
      if (quoted) assert.deepEqual(JSON.parse(JSON.stringify(quoted)), quoted);
      await feishuToken(app, dispatcher, AbortSignal.timeout(20_000)).then(holdsToken, error =>
        holdsFailure(error, 'PlatformFailure', canaries.secret),
      );
    },
    async close() {
      await Promise.all([api.close(), dispatcher.destroy()]);
      await vendor.close();
    },
  };
});

/** The same of DingTalk's platforms, its session webhooks and its gateway. */
const dingtalkAnswers = targetWith('dingtalk answers', 4, rounds(dingtalk.answers), async () => {
  const vendor = await startHostileVendor();
  const app = {
    clientId: 'dingapp1',
    clientSecret: secret,
    robotCode: 'dingapp1',
    apiBase: vendor.url,
    oapiBase: vendor.url,
  };
  const api = openDingtalk(
    app,
    () => known,
    () => {},
  );
  const session = new Secret(`${vendor.url}/robot/sendBySession?session=${canaries.token}`);
  const dispatcher = new Agent();
  const failed = (sent: string) => (error: unknown) => holdsFailure(error, 'PlatformFailure', sent);
  return {
    async check(answers) {
      vendor.answers(...answers);
      await api.call('createAndDeliver', { text: canaries.said }).catch(failed(canaries.token));
      await api.post(session, { text: canaries.said }).catch(failed(canaries.token));
      await dingtalkToken(app, dispatcher, AbortSignal.timeout(20_000)).then(
        holdsToken,
        failed(canaries.secret),
      );
      await askForStream(app, AbortSignal.timeout(20_000)).then(
        address => assert.match(address.reveal(), /^wss?:\/\//),
        failed(canaries.secret),
      );
    },
    async close() {
      await Promise.all([api.close(), dispatcher.destroy()]);
      await vendor.close();
    },
  };
});

export const platformTargets: readonly Target[] = [telegramAnswers, feishuAnswers, dingtalkAnswers];
