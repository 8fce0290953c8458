import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { Superseded } from '../errors.ts';
import { script } from '../redis/script.ts';
import { lockOptions } from './hold-lock.ts';

const rewrite = script(new URL('./rewrite-job.lua', import.meta.url));

/**
 * Writes down what a job carries from now on. BullMQ's own way asks nobody whose it is: who stood still between asking and
 * writing would undo what another process has noted since. Throws `Superseded` when the job is, was or will be that one's.
 */
export async function rewriteJob<Data>(redis: Redis, job: Job<Data>, data: Data): Promise<void> {
  const { id = '', token = '', queueName, queueQualifiedName: queue, attemptsStarted, stalledCounter } = job;
  const isOurs = await rewrite(
    redis,
    [`${queue}:${id}`, `${queue}:${id}:lock`, `${queue}:stalled`],
    [token, lockOptions.lockDuration, id, attemptsStarted, stalledCounter, JSON.stringify(data)],
  );
  if (isOurs !== 1) throw new Superseded(`${queueName} ${id}`);
}
