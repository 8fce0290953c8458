import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import { orDots } from '../../src/markdown/dialect/pages.ts';
import type { KeepRecord, Reply, ReplyRecord, ReplyTarget } from '../../src/platform.ts';
import type { WriteKind } from '../../src/write-budget.ts';
import type { FeishuApi } from './api.ts';
import type { Page } from './render/pages.ts';
import { openRender } from './render.ts';
import type { Look } from './send/card.ts';
import type { Ladder } from './send/ladder.ts';
import { type Insist, openPatience } from './send/patience.ts';
import { newSheet, recordOf, type Sheet, sheetFrom, sheetRecord, uuidOf } from './send/sheet.ts';
import { openWriter } from './send/writer.ts';

const recordShape = z.object({ sheets: z.array(sheetRecord) });

/** How often the answer that only comes at the end is asked how far it is, milliseconds. */
const unseenMs = 1000;

export interface ReplyOptions {
  readonly api: FeishuApi;
  readonly ladder: Ladder;
  readonly world: Pick<World, 'clock' | 'log' | 'budget'>;
  readonly target: ReplyTarget;
  readonly keep: KeepRecord;
  /** Absent for a reply that nobody has seen yet. */
  readonly record?: ReplyRecord;
}

/** A reply on Feishu: a card that grows, and further ones where it is too long for one. */
export function openReply({ api, ladder, world, target, keep, record }: ReplyOptions): Reply {
  const sheets: Sheet[] = recordShape.parse(record ?? { sheets: [] }).sheets.map(sheetFrom);
  const render = openRender();
  const keepSheets = () => keep({ sheets: sheets.map(recordOf) });
  const patience = openPatience(world, api, keepSheets);
  const writer = openWriter({ api, ladder, target, keep: keepSheets });
  // What nobody asked for has no question to be told from others by.
  const seed = target.questionId ?? randomUUID();

  /** Words that have no buttons do not grow: a card that is sent once is one call, and not two. */
  const formNow = () => ladder.best(target.buttons === undefined ? 'patch' : 'stream');

  function sheetAt(index: number): Sheet {
    const known = sheets[index];
    if (known) return known;
    const sheet = newSheet(formNow(), uuidOf(`${seed} ${index}`));
    sheets[index] = sheet;
    return sheet;
  }

  function lookOf(page: Page, isLast: boolean, kind: WriteKind): Look {
    const growing = kind === 'growing' && isLast;
    const has = target.buttons !== undefined && isLast;
    return { page, growing, buttons: has ? (growing ? ['stop'] : ['retry', 'new']) : [] };
  }

  /** Brings every page that has changed to the screen, first to last. @returns how many there are */
  async function bring(markdown: string, kind: WriteKind, insist: Insist): Promise<number> {
    const pages = orDots(render(markdown));
    for (const [index, page] of pages.entries()) {
      const look = lookOf(page, index === pages.length - 1, kind);
      await writer.write(sheetAt(index), look, { first: index === 0, kind, insist });
    }
    return pages.length;
  }

  /** Takes away what an earlier, longer state left behind; the record, which is kept meanwhile, has it until it has gone. */
  async function removeBeyond(count: number, insist: Insist): Promise<void> {
    const surplus = sheets.slice(count).reverse();
    for (const sheet of surplus) {
      await writer.remove(sheet, insist);
      sheets.pop();
    }
    if (surplus.length > 0) await keepSheets();
  }

  function note(error: PlatformFailure): void {
    const { id: chat } = target.chat;
    world.log('platform.refused', { platform: 'feishu', chat, method: 'show', kind: error.kind, error });
  }

  async function finish(markdown: string): Promise<void> {
    const insist = patience.begin('landing');
    await removeBeyond(await bring(markdown, 'landing', insist), insist);
  }

  return {
    async ready(signal) {
      const last = sheets.at(-1);
      if (last?.form === 'post') await world.clock.sleep(unseenMs, signal);
      else if (last?.form === 'patch' && last.message)
        await patience.ready('patchCard', { kind: 'message', id: last.message }, signal);
      else if (last?.card) await patience.ready('streamText', { kind: 'card', id: last.card }, signal);
      signal.throwIfAborted();
    },
    async show(markdown) {
      try {
        await bring(markdown, 'growing', patience.begin('growing'));
      } catch (error) {
        if (!(error instanceof PlatformFailure) || error.kind === 'gone') throw error;
        if (error.kind !== 'busy') note(error);
      }
    },
    finish,
    fail: finish,
    release() {},
  };
}
