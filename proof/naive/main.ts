/**
 * The obvious bot, as a good developer writes it in an evening: grammY polls, BullMQ has a job for each message, its limiter
 * keeps the model's pace and its attempts repeat what failed, history is a list in Redis, and the answer grows by edits.
 * Nothing here comes from Yanqiao. Prints `ready` when it runs.
 */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { answerWith } from './answer.ts';
import { openErnie } from './ernie.ts';
import { openHistory } from './history.ts';
import { type Question, queueName } from './question.ts';
import { readSettings } from './settings.ts';
import { openTelegram } from './telegram.ts';

const settings = readSettings(process.env);
const connection = new Redis(settings.redisUrl, { maxRetriesPerRequest: null });
const bot = openTelegram(settings);

if (settings.roles.includes('worker')) {
  const answer = answerWith(bot.api, openErnie(settings), openHistory(connection));
  const worker = new Worker<Question>(queueName, ({ data }) => answer(data), {
    connection,
    concurrency: settings.concurrency,
    limiter: { max: settings.qps, duration: 1000 },
  });
  worker.on('failed', (job, error) => {
    console.error(error.message);
    if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return;
    void bot.api.sendMessage(job.data.chat, '抱歉，出错了，请稍后再试。').catch(() => {});
  });
  await worker.waitUntilReady();
}

if (settings.roles.includes('intake')) {
  const queue = new Queue<Question>(queueName, {
    connection,
    defaultJobOptions: {
      attempts: 5,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: true,
      removeOnFail: 1000,
    },
  });
  bot.on('message:text', ({ chat, message }) =>
    queue.add('question', { chat: chat.id, messageId: message.message_id, text: message.text }),
  );
  await new Promise<void>(resolve => void bot.start({ onStart: () => resolve() }));
}

console.log('ready');
