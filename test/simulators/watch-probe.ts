import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Fate, Moment, Watch } from '../../simulators/watch.ts';

/** A watch that notes every moment, and decides as it is told. */
export function watchProbe(): {
  readonly watch: Watch;
  readonly moments: Moment[];
  /** Takes the decisions over. */
  decide(decision: Watch): void;
  /** `api stage` of each moment. */
  told(): string[];
} {
  const moments: Moment[] = [];
  let decision: Watch = () => 'go on';
  return {
    moments,
    watch: moment => {
      moments.push(moment);
      return decision(moment);
    },
    decide(next) {
      decision = next;
    },
    told: () => moments.map(({ api, stage }) => `${api} ${stage}`),
  };
}

/** Cuts the calls of one name at one stage. */
export const cutting =
  (api: string, stage: Moment['stage']): Watch =>
  (moment): Fate =>
    moment.api === api && moment.stage === stage ? 'cut' : 'go on';

/** Another process that makes one HTTP request and waits for its answer; the watch may kill it. */
export function callFromElsewhere(url: string, init: { method?: string; headers?: object; body?: object }) {
  const request = JSON.stringify({ ...init, ...(init.body && { body: JSON.stringify(init.body) }) });
  const script = `fetch(${JSON.stringify(url)}, ${request}).then(answer => answer.text())`;
  return spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
}

/** Kills a process while its call waits, and lets the call go on once it is gone. */
export const killing =
  (child: ChildProcess): Watch =>
  async (): Promise<Fate> => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    return 'go on';
  };
