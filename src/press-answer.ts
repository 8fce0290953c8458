import type { Clock } from './clock.ts';
import type { ButtonPress } from './message.ts';

/** What the person reads who pressed a button, on platforms that wait for it. */
export interface PressAnswer {
  readonly answer: ButtonPress['answer'];
  /** What was answered; undefined when nothing was within `patienceMs`. */
  within(patienceMs: number): Promise<string | undefined>;
}

export function openPressAnswer(clock: Pick<Clock, 'sleep'>): PressAnswer {
  let tell: (text: string) => void = () => {};
  const told = new Promise<string>(resolve => {
    tell = resolve;
  });
  return {
    answer: async text => tell(text),
    within(patienceMs) {
      const answered = new AbortController();
      const late = clock.sleep(patienceMs, answered.signal).then(
        () => undefined,
        () => undefined,
      );
      return Promise.race([told, late]).finally(() => answered.abort());
    },
  };
}
