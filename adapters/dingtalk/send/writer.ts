import { dots } from '../../../src/markdown/dialect/pages.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import type { Page } from '../render.ts';
import type { Sessions } from '../sessions.ts';
import type { Allowance } from './allowance.ts';
import type { Form } from './forms/form.ts';
import type { LeftOpen } from './left-open.ts';
import { asMessages, openPaper } from './paper.ts';
import type { Insist } from './patience.ts';
import {
  alreadyShows,
  type End,
  type FormName,
  isBegun,
  type Look,
  land,
  leave,
  type Sheet,
} from './sheet.ts';
import { cardsAtEnd } from './spill.ts';
import type { Stack } from './stack.ts';

/** Writes an answer into the messages of its reply, of which each page has one. */
export interface Writer {
  /** Shows more of an answer that grows in cards, if there are calls enough. @returns whether there were */
  grow(form: FormName, markdown: string, insist: Insist): Promise<boolean>;
  /** Shows all of an answer, and nothing else. Safe to repeat. */
  end(form: FormName, markdown: string, end: 'finished' | 'failed', insist: Insist): Promise<void>;
}

export interface WriterParts {
  readonly target: ReplyTarget;
  readonly stack: Stack;
  readonly forms: Readonly<Record<FormName, Form>>;
  readonly allowance: Pick<Allowance, 'left' | 'leftToGrow'>;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly keep: () => Promise<void>;
  readonly leftOpen: Pick<LeftOpen, 'add'>;
}

/** A page, and the form of the message that it stands in. */
interface Placed {
  readonly page: Page;
  readonly form: FormName;
}

/** A message, and what it is to show. */
interface Step {
  readonly sheet: Sheet;
  readonly look: Look;
}

export function openWriter({
  target,
  stack,
  forms,
  allowance,
  sessions,
  keep,
  leftOpen,
}: WriterParts): Writer {
  const paper = openPaper();
  const { id: chat } = target.chat;

  async function write({ sheet, look }: Step, insist: Insist): Promise<void> {
    if (alreadyShows(sheet, look)) return;
    const isFirst = isBegun(sheet);
    leave(sheet);
    await forms[sheet.form].show(sheet, look, insist);
    land(sheet, look);
    if (isFirst) await keep();
  }

  /** Each is looked for when its turn comes: writing one may put others in place of those behind it. */
  function* stepsFor(pages: readonly Placed[], end: End): Iterable<Step> {
    for (const [index, { page, form }] of pages.entries()) {
      const isLast = index === pages.length - 1;
      const look = {
        ...page,
        end: isLast ? end : 'finished',
        first: index === 0,
        generation: stack.generation,
      };
      yield { sheet: stack.sheetAt(index, form), look };
    }
  }

  const changing = (steps: Iterable<Step>) =>
    [...steps].filter(({ sheet, look }) => !alreadyShows(sheet, look));

  const pagesIn = (form: FormName, markdown: string): Placed[] =>
    paper.pages(form, markdown, stack.bytes).map(page => ({ page, form }));

  /** Which pages stand in cards at the end; what there is no call for comes as messages, while that is possible. */
  async function placed(form: FormName, markdown: string): Promise<readonly Placed[]> {
    const pages = pagesIn(form, markdown);
    if (form === 'message') return pages;
    const { cards } = stack;
    const there = [...stepsFor(pages, 'finished')].slice(0, cards.length);
    const count = cardsAtEnd({
      pages: pages.length,
      cards: cards.length,
      changing: changing(there).length,
      spilled: stack.spills,
      left: allowance.left,
    });
    if (count === pages.length) return pages;
    if (!stack.spills && (await sessions.find(chat)) === undefined) return pages;
    const rest = asMessages(pages.slice(count).map(({ page }) => page));
    return [...pages.slice(0, count), ...rest.map(page => ({ page, form: 'message' as const }))];
  }

  /** What an earlier, longer state left behind says nothing any more; a later, longer one may take it up again. */
  async function emptyBeyond(count: number, insist: Insist): Promise<void> {
    const look: Look = { ...dots, end: 'finished', first: false, generation: stack.generation };
    for (const sheet of stack.sheets.slice(count).reverse()) {
      if (alreadyShows(sheet, look)) continue;
      const isThere = sheet.state !== 'new' && (await retire({ sheet, look }, insist));
      if (!isThere) stack.sheets.splice(stack.sheets.indexOf(sheet), 1);
    }
  }

  async function retire({ sheet, look }: Step, insist: Insist): Promise<boolean> {
    leave(sheet);
    const isThere = await forms[sheet.form].retire(sheet, look, insist);
    if (isThere) land(sheet, look);
    else await leftOpen.add([sheet]);
    return isThere;
  }

  return {
    async grow(form, markdown, insist) {
      const pages = pagesIn(form, markdown);
      const steps = changing(stepsFor(pages, 'growing'));
      if (steps.length > allowance.leftToGrow) return false;
      for (const step of stepsFor(pages, 'growing')) await write(step, insist);
      return true;
    },
    async end(form, markdown, end, insist) {
      const pages = await placed(form, markdown);
      for (const step of stepsFor(pages, end)) await write(step, insist);
      await emptyBeyond(pages.length, insist);
    },
  };
}
