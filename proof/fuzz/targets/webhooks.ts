import assert from 'node:assert/strict';
import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { signatureOf as dingtalkSign } from '../../../adapters/dingtalk/verify.ts';
import { signatureOf as feishuSign } from '../../../adapters/feishu/verify.ts';
import { startServer } from '../../../src/arrival/server.ts';
import { systemClock } from '../../../src/clock.ts';
import { Secret } from '../../../src/secret.ts';
import { mutatedText } from '../inputs/mutate.ts';
import * as dingtalk from '../recorded/dingtalk.ts';
import * as feishu from '../recorded/feishu.ts';
import * as telegram from '../recorded/telegram.ts';
import { type Target, targetWith } from '../target.ts';
import { post } from '../world/call.ts';
import { now, openDoors, secrets } from '../world/doors.ts';

/** How a call proves who it is from. Only `genuine` is from the platform. */
const proofs = [
  'genuine',
  'none',
  'empty',
  'another secret',
  'almost the secret',
  'twice',
  'of another body',
  'an hour old',
  'an hour early',
  'a time in words',
] as const;
type Proof = (typeof proofs)[number];

interface Delivery {
  readonly body: string;
  readonly proof: Proof;
  /** Feishu's: whether the body is in its box. */
  readonly sealed: boolean;
}

const deliveries = (recorded: readonly unknown[]): fc.Arbitrary<Delivery> =>
  fc.record({
    body: mutatedText(recorded),
    proof: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Proof>('genuine') },
      { weight: 6, arbitrary: fc.constantFrom(...proofs) },
    ),
    sealed: fc.boolean(),
  });

interface Sent {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
  /** The platform itself would have sent it so. */
  readonly genuine: boolean;
}

/** A call of Telegram's, or of somebody who would like to be Telegram. */
function telegramCall({ body, proof }: Delivery): Sent {
  const name = 'x-telegram-bot-api-secret-token';
  const secret = secrets.telegram.reveal();
  const given: Record<Proof, string | undefined> = {
    genuine: secret,
    none: undefined,
    empty: '',
    'another secret': 'another',
    'almost the secret': secret.slice(0, -1),
    twice: `${secret}, ${secret}`,
    'of another body': secret.toUpperCase(),
    'an hour old': `${secret}1`,
    'an hour early': `1${secret}`,
    'a time in words': secret.replace('-', '_'),
  };
  const value = given[proof];
  return {
    body: Buffer.from(body),
    headers: value === undefined ? {} : { [name]: value },
    genuine: proof === 'genuine',
  };
}

const hourMs = 3_600_000;

/** When a call says that it was made. */
const timesOf: Partial<Record<Proof, number>> = {
  'an hour old': now - hourMs - 2000,
  'an hour early': now + hourMs + 2000,
};

const wrong = (secret: Secret, proof: Proof): Secret => {
  if (proof === 'another secret') return new Secret('another');
  return proof === 'almost the secret' ? new Secret(secret.reveal().slice(0, -1)) : secret;
};

function feishuCall({ body: plain, proof, sealed }: Delivery): Sent {
  const { encryptKey } = secrets.feishu;
  const body = Buffer.from(sealed ? JSON.stringify({ encrypt: boxed(plain, encryptKey) }) : plain);
  const timestamp = proof === 'a time in words' ? 'now' : String(Math.floor((timesOf[proof] ?? now) / 1000));
  const signed = proof === 'of another body' ? Buffer.concat([body, Buffer.from(' ')]) : body;
  const signature = feishuSign(timestamp, 'nonce-1', wrong(encryptKey, proof), signed);
  return {
    body,
    headers:
      proof === 'none'
        ? {}
        : {
            'x-lark-request-timestamp': timestamp,
            'x-lark-request-nonce': 'nonce-1',
            'x-lark-signature': written(signature, proof),
          },
    genuine: proof === 'genuine',
  };
}

function boxed(plain: string, key: Secret): string {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key.reveal()).digest(), iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

function dingtalkCall({ body, proof }: Delivery): Sent {
  const timestamp = proof === 'a time in words' ? 'now' : String(timesOf[proof] ?? now);
  // Its signature is of the time alone: another time is what another body is elsewhere.
  const signed = proof === 'of another body' ? String(now - 1) : timestamp;
  const sign = dingtalkSign(signed, wrong(secrets.dingtalk, proof));
  return {
    body: Buffer.from(body),
    headers: proof === 'none' ? {} : { timestamp, sign: written(sign, proof) },
    genuine: proof === 'genuine',
  };
}

const written = (signature: string, proof: Proof): string => {
  if (proof === 'empty') return '';
  return proof === 'twice' ? `${signature}, ${signature}` : signature;
};

/** Against the bot's own HTTP server: what is forged is refused and nothing of it is taken; nothing is answered by a crash. */
function webhook(
  platform: string,
  recorded: readonly unknown[],
  sentAs: (delivery: Delivery) => Sent,
): Target {
  return targetWith(`${platform} webhook`, 5, deliveries(recorded), async () => {
    const doors = openDoors();
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      clock: systemClock,
      routes: { webhooks: doors.webhooks, pages: new Map() },
    });
    const url = `http://127.0.0.1:${server.port}/webhooks/${platform}`;
    return {
      async check(delivery) {
        const { body, headers, genuine } = sentAs(delivery);
        const { status } = await post(url, body, headers);
        const taken = doors.taken();
        if (genuine) assert([200, 400, 401].includes(status), `status ${status} for a genuine call`);
        else assert([400, 401].includes(status), `status ${status} for a forged call`);
        assert.equal(taken > 0, status === 200, 'what was answered is not what was done');
        assert(taken <= 1, 'one call was taken twice');
      },
      close: () => server.close(),
    };
  });
}

export const webhookTargets: readonly Target[] = [
  webhook('telegram', telegram.updates, telegramCall),
  webhook('feishu', feishu.events, feishuCall),
  webhook('dingtalk', dingtalk.messages, dingtalkCall),
];
