import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Bill } from '../tally/bills.ts';

/** What the stages tell; each takes what it has in hand, and none can fail a turn. */
export interface Metrics {
  /** Something a platform told us, and what became of it: `accepted`, `full`, `ignored`, … */
  arrival(platform: string, verdict: string): void;
  /** A question was answered or given up: `answered`, `stopped`, … @param ms since it came to the head of its conversation */
  turnSettled(outcome: string, ms: number): void;
  /** The first text of an answer has come. @param ms since the question came to the head of its conversation */
  firstText(ms: number): void;
  /** One model call ended: `ok`, or the kind of its failure. */
  modelCall(outcome: string): void;
  /** A permit was given. @param ms spent in the line */
  permitWait(ms: number): void;
  /** Replies that grow in this process. @param delta 1 when one begins, -1 when it ends */
  growing(delta: 1 | -1): void;
  /** Conversations that have work, over all processes. */
  waiting(conversations: number): void;
  /** What each platform has billed this month, over all processes. */
  billed(month: ReadonlyMap<string, Bill>): void;
  /** The Prometheus text of all of it. */
  text(): Promise<string>;
  /** Its `Content-Type`. */
  readonly type: string;
}

/** Bounds in seconds: what a reader calls at once, soon, slow, and too slow. */
const soon = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 60];
const wholeTurn = [1, 2, 5, 10, 20, 40, 60, 120, 300, 600];

/** One registry for one process. No label holds a chat, a person or a text. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const arrivals = new Counter({
    name: 'yanqiao_arrivals_total',
    help: 'What platforms told us, by what became of it',
    labelNames: ['platform', 'verdict'],
    registers,
  });
  const turns = new Histogram({
    name: 'yanqiao_turn_seconds',
    help: 'From a question coming to the head of its conversation to its turn being settled, by outcome',
    labelNames: ['outcome'],
    buckets: wholeTurn,
    registers,
  });
  const firstTexts = new Histogram({
    name: 'yanqiao_first_text_seconds',
    help: 'From a question coming to the head of its conversation to the first text of its answer',
    buckets: soon,
    registers,
  });
  const modelCalls = new Counter({
    name: 'yanqiao_model_calls_total',
    help: 'Model calls that ended: ok, or the kind of failure',
    labelNames: ['outcome'],
    registers,
  });
  const permitWaits = new Histogram({
    name: 'yanqiao_permit_wait_seconds',
    help: 'Waiting in line for leave to call the model',
    buckets: soon,
    registers,
  });
  const replies = new Gauge({
    name: 'yanqiao_replies_growing',
    help: 'Replies that grow in this process now',
    registers,
  });
  const conversations = new Gauge({
    name: 'yanqiao_conversations_waiting',
    help: 'Conversations that have unanswered questions, over all processes',
    registers,
  });
  const bills = new Gauge({
    name: 'yanqiao_platform_billed',
    help: 'What a platform bills by the month (calls, messages), this month, over all processes',
    labelNames: ['platform', 'what'],
    registers,
  });
  return {
    arrival: (platform, verdict) => arrivals.inc({ platform, verdict }),
    turnSettled: (outcome, ms) => turns.observe({ outcome }, ms / 1000),
    firstText: ms => firstTexts.observe(ms / 1000),
    modelCall: outcome => modelCalls.inc({ outcome }),
    permitWait: ms => permitWaits.observe(ms / 1000),
    growing: delta => replies.inc(delta),
    waiting: count => conversations.set(count),
    billed(month) {
      bills.reset();
      for (const [platform, bill] of month) {
        for (const [what, count] of Object.entries(bill)) bills.set({ platform, what }, count);
      }
    },
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}
