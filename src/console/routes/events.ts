import type { Clock } from '../../clock.ts';
import { linkedAbort } from '../../linked-abort.ts';
import type { Changes, Playground, PlaygroundChange } from '../../playground.ts';
import { problem } from '../answers.ts';
import { merged } from '../merged.ts';
import type { Asked, Route } from '../route.ts';
import type { Sessions } from '../sessions.ts';
import type { Earlier, Now } from './facts.ts';

/** Pages that are open at once in one process. */
const mostStreams = 64;
/** Between two looks at the facts, milliseconds. */
const factsMs = 1000;
const earlierMs = 15_000;
/** Proxies cut what is silent for a minute; a session that another process ended is noticed as often. */
const heartbeatMs = 5000;
/** After so long the browser comes again, milliseconds. */
const retryMs = 1000;

/**
 * `events`: what changes, as it changes (server-sent events). `message`, `message-gone`, `chat`, `chat-gone` and `missed`
 * tell of the playground and go on after `Last-Event-ID`; `facts` and `earlier` are the dashboard's; `bye` is the last one,
 * when the session or the process ends.
 */
export function eventRoutes(needs: {
  readonly sessions: Pick<Sessions, 'isOpen' | 'onEnd'>;
  readonly playground: Pick<Playground, 'watch'>;
  readonly readNow: () => Promise<Now>;
  readonly readEarlier: () => Promise<Earlier>;
  readonly clock: Clock;
}): readonly Route[] {
  const { sessions, playground, readNow, readEarlier, clock } = needs;
  let open = 0;

  async function* frames({ request, session }: Asked): AsyncGenerator<string> {
    const listening = linkedAbort(request.over);
    const { signal } = listening;
    const stopListening = sessions.onEnd(session, listening.end);
    const after = request.headers['last-event-id'] || (request.query.get('after') ?? undefined);
    try {
      yield `retry: ${retryMs}\n\n`;
      yield* merged([
        changes(playground.watch(after, signal)),
        every(factsMs, signal, async () => frame('facts', await readNow())),
        every(earlierMs, signal, async () => frame('earlier', await readEarlier())),
        every(heartbeatMs, signal, async () => {
          if (!(await sessions.isOpen(session))) listening.end();
          return ':\n\n';
        }),
      ]);
      yield frame('bye', { why: request.over.aborted ? 'closing' : 'logged-out' });
    } finally {
      stopListening();
      listening.end();
    }
  }

  /** The same again and again, at once for the first time, until the signal aborts. What fails is left out: Redis comes back. */
  async function* every(
    ms: number,
    signal: AbortSignal,
    make: () => Promise<string>,
  ): AsyncGenerator<string> {
    while (!signal.aborted) {
      const made = await make().catch(() => undefined);
      if (made !== undefined && !signal.aborted) yield made;
      await clock.sleep(ms, signal).catch(() => {});
    }
  }

  return [
    {
      method: 'GET',
      path: 'events',
      async answer(asked) {
        const { over } = asked.request;
        if (over.aborted || open >= mostStreams) return problem('full');
        // Counted from here on: many may come before the first of them is written to.
        open += 1;
        over.addEventListener('abort', () => (open -= 1), { once: true });
        return {
          status: 200,
          headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
          body: frames(asked),
        };
      },
    },
  ];
}

async function* changes(source: AsyncIterable<Changes>): AsyncGenerator<string> {
  for await (const { id, changes } of source) {
    // The id comes with the last of them: who goes on after it has seen them all.
    yield `${changes.map(changed).join('')}id: ${id}\n\n`;
  }
}

function changed(change: PlaygroundChange): string {
  switch (change.kind) {
    case 'message':
      return frame('message', change.message);
    case 'chat':
      return frame('chat', change.chat);
    default: {
      const { kind, ...what } = change;
      return frame(kind, what);
    }
  }
}

/** JSON has no line ends of its own. */
function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
