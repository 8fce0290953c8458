import type { Clock } from '../../clock.ts';
import { chatOf } from '../../message.ts';
import { chatSubject } from '../../people/subject.ts';
import { json, problem } from '../answers.ts';
import type { Note } from '../note.ts';
import { recent } from '../recent.ts';
import type { Route } from '../route.ts';

/** A conversation without any of its words. */
interface BrowsedHead {
  readonly id: string;
  readonly chat: string;
  readonly title?: string;
  readonly people: readonly string[];
  readonly rounds: number;
  readonly at: number;
}

/** Some conversations, and where the next ones begin. */
export interface BrowsedPage {
  readonly conversations: readonly BrowsedHead[];
  readonly cursor?: string;
}

/** A question and its answer, as they are remembered. */
export interface RememberedRound {
  readonly question: string;
  readonly answer: string;
  readonly senderName?: string;
  /** Unix milliseconds. */
  readonly at: number;
}

const longestSearch = 200;

/** Who types a word letter by letter looks for it once, milliseconds. */
const quietMs = 600_000;

/**
 * What is remembered. Reading what others said is written into the audit log, and so is looking for it; what was looked
 * for is not.
 */
export function conversationRoutes(needs: {
  readonly browse: (what: { readonly search?: string; readonly cursor?: string }) => Promise<BrowsedPage>;
  readonly readRounds: (conversation: string) => Promise<readonly RememberedRound[]>;
  readonly html: (markdown: string) => string;
  readonly note: Note;
  readonly clock: Pick<Clock, 'now'>;
}): readonly Route[] {
  const { browse, readRounds, html, note, clock } = needs;
  // A search that could not be noted is none, and neither is one that comes while it is being noted.
  const noteSearch = recent(
    () => note('search'),
    () => quietMs,
    clock,
  );
  return [
    {
      method: 'GET',
      path: 'conversations',
      async answer({ request: { query } }) {
        const search = query.get('search')?.trim() ?? '';
        const cursor = query.get('cursor') ?? '0';
        if (search.length > longestSearch || !/^\d{1,20}$/.test(cursor)) return problem('wrong');
        if (search !== '') await noteSearch();
        return json(await browse({ search, cursor }));
      },
    },
    {
      method: 'GET',
      path: 'conversations/:id',
      async answer({ params: [id = ''] }) {
        const rounds = await readRounds(id);
        if (rounds.length === 0) return problem('not-found');
        await note(`read ${chatSubject(chatOf(id))}`, chatOf(id));
        return json({
          id,
          rounds: rounds.map(({ question, answer, senderName, at }) => ({
            question,
            answer,
            html: html(answer),
            ...(senderName !== undefined && { senderName }),
            at,
          })),
        });
      },
    },
  ];
}
