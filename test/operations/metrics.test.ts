import { expect, test } from 'vitest';
import { createMetrics } from '../../src/operations/metrics.ts';

test('what the stages tell can be read by Prometheus, in seconds', async () => {
  const metrics = createMetrics();
  metrics.arrival('telegram', 'accepted');
  metrics.turnSettled('answered', 1500);
  metrics.firstText(300);
  metrics.modelCall('rate');
  metrics.permitWait(0);
  metrics.growing(1);
  metrics.growing(1);
  metrics.growing(-1);
  metrics.waiting(7);
  metrics.billed(new Map([['dingtalk', { calls: 12, messages: 3 }]]));
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'yanqiao_arrivals_total{platform="telegram",verdict="accepted"} 1',
      'yanqiao_turn_seconds_sum{outcome="answered"} 1.5',
      'yanqiao_first_text_seconds_bucket{le="0.5"} 1',
      'yanqiao_model_calls_total{outcome="rate"} 1',
      'yanqiao_permit_wait_seconds_count 1',
      'yanqiao_replies_growing 1',
      'yanqiao_conversations_waiting 7',
      'yanqiao_platform_billed{platform="dingtalk",what="calls"} 12',
      'yanqiao_platform_billed{platform="dingtalk",what="messages"} 3',
    ]),
  );
  expect(lines.some(line => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  expect(metrics.type).toMatch(/^text\/plain/);
});

test('two processes in one program count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.modelCall('ok');
  expect(await other.text()).not.toContain('yanqiao_model_calls_total{');
});
