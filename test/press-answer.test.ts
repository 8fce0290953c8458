import { describe, expect, it } from 'vitest';
import { openPressAnswer } from '../src/press-answer.ts';

describe('the answer to who pressed a button', () => {
  it('is what was said in time, and nobody waits on', async () => {
    let waits = true;
    const pressed = openPressAnswer({
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            waits = false;
            reject(signal.reason);
          });
        }),
    });
    await pressed.answer('好的');
    expect(await pressed.within(1000)).toBe('好的');
    expect(waits).toBe(false);
  });

  it('is none when the time is over, and what comes then is not missed by anybody', async () => {
    const pressed = openPressAnswer({ sleep: async () => {} });
    expect(await pressed.within(1000)).toBeUndefined();
    await expect(pressed.answer('太晚')).resolves.toBeUndefined();
  });
});
