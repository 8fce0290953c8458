import type { Earlier, Now, PlaygroundChat, PlaygroundMessage } from './shapes.ts';

/** What the one stream of events brings, by name. */
export interface Events {
  readonly message: PlaygroundMessage;
  readonly 'message-gone': { readonly chat: string; readonly message: string };
  readonly chat: PlaygroundChat;
  readonly 'chat-gone': { readonly chat: string };
  /** Too much was missed: everything is to be read anew. */
  readonly missed: unknown;
  readonly facts: Now;
  readonly earlier: Earlier;
  /** The server goes, or the session has ended. */
  readonly bye: unknown;
}

/** The stream, for as many as want to hear of it. */
export interface Stream {
  /** Calls back at each event of this name until `life` ends. */
  on<Name extends keyof Events>(name: Name, hear: (event: Events[Name]) => void, life: AbortSignal): void;
}

const names = ['message', 'message-gone', 'chat', 'chat-gone', 'missed', 'facts', 'earlier', 'bye'] as const;

/** After a stream that the browser gave up, milliseconds. */
const againMs = 3000;

/**
 * Listens until `life` ends. A stream that breaks is gone on with after the last event that came.
 * @param line told whether the stream stands
 * @param lost called when the server refuses the stream: perhaps the session is over
 */
export function openStream(line: (stands: boolean) => void, lost: () => void, life: AbortSignal): Stream {
  const hub = new EventTarget();
  let last = '';
  connect();
  return {
    on(name, hear, life) {
      hub.addEventListener(name, event => hear((event as CustomEvent).detail), { signal: life });
    },
  };

  function tell(name: keyof Events, detail: unknown): void {
    hub.dispatchEvent(new CustomEvent(name, { detail }));
  }

  function connect(): void {
    const source = new EventSource(
      `/console/api/events${last === '' ? '' : `?after=${encodeURIComponent(last)}`}`,
    );
    const close = () => source.close();
    life.addEventListener('abort', close, { once: true });
    for (const name of names) {
      source.addEventListener(name, ({ data, lastEventId }: MessageEvent<string>) => {
        tell(name, JSON.parse(data || 'null'));
        // From here on nothing is missed; what was read before may be older.
        if (last === '' && lastEventId !== '') tell('missed', null);
        last = lastEventId || last;
      });
    }
    source.addEventListener('open', () => line(true));
    source.addEventListener('error', () => {
      if (life.aborted) return;
      line(false);
      if (source.readyState !== EventSource.CLOSED) return;
      life.removeEventListener('abort', close);
      lost();
      setTimeout(() => {
        if (!life.aborted) connect();
      }, againMs);
    });
  }
}
