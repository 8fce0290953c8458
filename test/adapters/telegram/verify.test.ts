import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../adapters/telegram/intake/accept-in-order.ts';
import { webhook } from '../../../adapters/telegram/intake/webhook.ts';
import { verify } from '../../../adapters/telegram/verify.ts';
import type { Arrival } from '../../../src/message.ts';
import type { WebhookRequest } from '../../../src/platform.ts';
import { Secret } from '../../../src/secret.ts';

const secret = new Secret('s3cret_-');
const call = (header: string | undefined, body = '{}'): WebhookRequest => ({
  headers: { 'x-telegram-bot-api-secret-token': header },
  body: Buffer.from(body),
});

describe('a call to the webhook', () => {
  it('is from Telegram when it carries the secret', () => {
    expect(verify(call('s3cret_-'), secret)).toBe(true);
  });

  it.each([undefined, '', 's3cret_', 's3cret_-x'])('is forged with %j', header => {
    expect(verify(call(header), secret)).toBe(false);
  });
});

describe('the webhook', () => {
  const nothing: Arrival = { kind: 'nothing', why: 'test' };
  const read = (json: unknown): Delivery | undefined =>
    json === undefined ? undefined : { updateId: 1, arrival: nothing };

  it('accepts nothing from a forged call', async () => {
    let accepted = 0;
    const handle = webhook(secret, read, async () => void accepted++);
    expect(await handle(call('guess'))).toEqual({ status: 401 });
    expect(accepted).toBe(0);
  });

  it('confirms an update after it is accepted', async () => {
    const accepted: Arrival[] = [];
    const handle = webhook(secret, read, async arrival => void accepted.push(arrival));
    expect(await handle(call('s3cret_-'))).toEqual({ status: 200 });
    expect(accepted).toEqual([nothing]);
  });

  it('makes Telegram deliver again what could not be accepted', async () => {
    const handle = webhook(secret, read, () => Promise.reject(new Error('Redis is away')));
    expect(await handle(call('s3cret_-'))).toEqual({ status: 503 });
  });

  it('refuses what is not JSON', async () => {
    const handle = webhook(secret, read, async () => {});
    expect(await handle(call('s3cret_-', '<html>'))).toEqual({ status: 400 });
  });
});
