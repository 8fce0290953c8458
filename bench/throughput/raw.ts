import { Queue, Worker } from 'bullmq';
import { connect } from '../../src/redis/connect.ts';
import type { OpenEngine } from './engine.ts';

/** Of 1, 50 and 200 the fastest here. */
const atOnce = 50;

/** BullMQ alone: jobs that do nothing. */
export const openRaw: OpenEngine = async (redisUrl, onDone) => {
  const connection = connect(redisUrl, 'patient', error => console.error(error));
  const queue = new Queue('raw', { connection, defaultJobOptions: { removeOnComplete: true } });
  new Worker('raw', async () => onDone(), { connection, concurrency: atOnce });
  return { add: number => queue.add('job', { number }) };
};
