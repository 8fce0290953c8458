import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dialect as ernie } from '../../../src/generation/ernie/dialect.ts';
import { requestToken } from '../../../src/generation/ernie/request-token.ts';
import { type Dialect, exchange } from '../../../src/generation/exchange/exchange.ts';
import { openConnections } from '../../../src/generation/exchange/http.ts';
import { dialect as qianfan } from '../../../src/generation/qianfan/dialect.ts';
import { silentLog } from '../../../src/log.ts';
import type { Chunk } from '../../../src/model.ts';
import { Secret } from '../../../src/secret.ts';
import { mutatedText } from '../inputs/mutate.ts';
import { hostileText } from '../inputs/texts.ts';
import { canaries, holdsFailure } from '../promises/failure.ts';
import { ernieSays, qianfanSays } from '../recorded/models.ts';
import { type Target, targetWith } from '../target.ts';
import { startHostileVendor, vendorAnswers } from '../world/hostile-vendor.ts';

/** A stream of server-sent events, each recorded and then spoilt; or one document. */
const streams = (says: readonly unknown[]): fc.Arbitrary<string> => {
  const part = mutatedText(says);
  const line = fc.oneof(
    { weight: 8, arbitrary: part.map(json => `data: ${json}\n\n`) },
    { weight: 1, arbitrary: hostileText },
    {
      weight: 1,
      arbitrary: fc.constantFrom(': ping\n\n', 'event: message\n', 'data: [DONE]\n\n', '\n', '\r\n'),
    },
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(line, { maxLength: 8 }).map(lines => lines.join('')) },
    { weight: 1, arbitrary: part },
  );
};

/** It comes to its end, or fails with a failure of ours that tells no secret; what it says is no more than what came. */
function modelAnswers(name: string, dialect: Dialect, says: readonly unknown[]): Target {
  return targetWith(name, 5, vendorAnswers(streams(says)), async () => {
    const vendor = await startHostileVendor();
    const dispatcher = openConnections();
    const call = {
      url: vendor.url,
      headers: {},
      body: {},
      secrets: [canaries.token, canaries.secret],
      said: [canaries.said],
    };
    const transport = { dispatcher, log: silentLog, model: 'm' };
    return {
      async check(answer) {
        vendor.answers(answer);
        const chunks: Chunk[] = [];
        try {
          const signal = AbortSignal.timeout(20_000);
          for await (const chunk of exchange(call, dialect, transport, signal)) chunks.push(chunk);
        } catch (error) {
          holdsFailure(error, 'ModelFailure', ...Object.values(canaries));
          return;
        }
        assert.equal(chunks.at(-1)?.kind, 'end', 'an answer without an end');
        holdsChunks(chunks, Buffer.byteLength(answer.body));
      },
      async close() {
        await dispatcher.destroy();
        await vendor.close();
      },
    };
  });
}

function holdsChunks(chunks: readonly Chunk[], bytes: number): void {
  let length = 0;
  for (const chunk of chunks) {
    if (chunk.kind === 'text' || chunk.kind === 'thinking') length += chunk.text.length;
    if (chunk.kind !== 'calls') continue;
    for (const { id, name, arguments: json } of chunk.calls) {
      assert.match(name, /^[\w-]{1,64}$/, 'a name that no vendor would take back');
      assert(typeof id === 'string' && id !== '' && json.trim() !== '');
    }
  }
  assert(length <= bytes, 'more was said than came');
}

/** A token that can be used, or a failure of ours. */
const accessToken = targetWith('ernie access token', 2, vendorAnswers(mutatedText(ernieSays)), async () => {
  const vendor = await startHostileVendor();
  const dispatcher = openConnections();
  const credentials = {
    baseUrl: vendor.url,
    apiKey: new Secret(canaries.token),
    secretKey: new Secret(canaries.secret),
  };
  return {
    async check(answer) {
      vendor.answers(answer);
      try {
        const { token, expiresInMs } = await requestToken(
          credentials,
          dispatcher,
          AbortSignal.timeout(20_000),
        );
        assert(token.reveal() !== '' && expiresInMs > 0);
      } catch (error) {
        holdsFailure(error, 'ModelFailure', canaries.token, canaries.secret);
      }
    },
    async close() {
      await dispatcher.destroy();
      await vendor.close();
    },
  };
});

export const modelTargets: readonly Target[] = [
  modelAnswers('ernie answers', ernie, ernieSays),
  modelAnswers('qianfan answers', qianfan, qianfanSays),
  accessToken,
];
