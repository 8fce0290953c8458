import { dots } from '../../../src/markdown/dialect/pages.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import type { WriteKind } from '../../../src/write-budget.ts';
import { canMend, FeishuFailure } from '../api/failures.ts';
import type { FeishuApi } from '../api.ts';
import type { Look } from './card.ts';
import { openDelivery } from './deliver.ts';
import type { Desk, Form } from './forms/form.ts';
import { patchForm } from './forms/patch.ts';
import { postForm } from './forms/post.ts';
import { streamForm } from './forms/stream.ts';
import { type Ladder, simplerThan } from './ladder.ts';
import type { Insist } from './patience.ts';
import { type FormName, newSheet, type Sheet, uuidOf } from './sheet.ts';

/** Under which circumstances a page is written. */
export interface Writing {
  /** Whether it is the one that answers the question. */
  readonly first: boolean;
  readonly kind: WriteKind;
  readonly insist: Insist;
}

/** Writes single messages, in the best form that Feishu takes. */
export interface Writer {
  /** Throws `PlatformFailure`. */
  write(sheet: Sheet, look: Look, writing: Writing): Promise<void>;
  /** Takes a message back; one that cannot be taken back says nothing any more. */
  remove(sheet: Sheet, insist: Insist): Promise<void>;
}

export function openWriter(parts: {
  readonly api: FeishuApi;
  readonly ladder: Ladder;
  readonly target: ReplyTarget;
  readonly keep: () => Promise<void>;
}): Writer {
  const { ladder, target, keep } = parts;
  const deliver = openDelivery(target);
  let answersQuestion = true;

  const send: Desk['send'] = async (sheet, message, insist) => {
    await keep();
    const isFirst = !sheet.tried;
    sheet.tried = true;
    sheet.message = await deliver({ ...message, uuid: sheet.uuid }, answersQuestion, insist);
    await keep();
    return isFirst;
  };

  const desk: Desk = { ...parts, send };
  const forms: Readonly<Record<FormName, Form>> = {
    stream: streamForm(desk),
    patch: patchForm(desk),
    post: postForm(desk),
  };

  /** Sends a first state; what is refused in one form is tried in the next, and then plainly: nobody has seen anything yet. */
  async function begin(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    for (let shown = look; ; ) {
      try {
        return await forms[sheet.form].begin(sheet, shown, insist);
      } catch (error) {
        if (!(error instanceof FeishuFailure) || error.kind !== 'refused') throw error;
        if (sheet.form !== 'post') ladder.refused(sheet.form, error);
        else if (canMend(error, 'content') && !shown.plainly) shown = { ...look, plainly: true };
        else throw error;
        become(sheet, simplerThan(sheet.form), sheet.uuid);
      }
    }
  }

  async function change(sheet: Sheet, look: Look, { kind, insist }: Writing): Promise<void> {
    try {
      await forms[sheet.form].change(sheet, look, insist);
    } catch (error) {
      if (canMend(error, 'content') && kind === 'landing' && !look.plainly) {
        await forms[sheet.form].change(sheet, { ...look, plainly: true }, insist);
      } else if (canMend(error, 'card')) {
        become(sheet, sheet.form, uuidOf(sheet.uuid));
        await begin(sheet, look, insist);
      } else if (canMend(error, 'scope') && sheet.form !== 'post') {
        ladder.refused(sheet.form, error);
        await remove(sheet, insist);
        become(sheet, 'post', uuidOf(sheet.uuid));
        await begin(sheet, look, insist);
      } else throw error;
    }
  }

  async function remove(sheet: Sheet, insist: Insist): Promise<void> {
    const id = sheet.message;
    if (id === undefined) return;
    const place = { kind: 'message', id } as const;
    try {
      await insist({ endpoint: 'recall', id, place, body: async () => undefined });
    } catch (error) {
      if (!(error instanceof FeishuFailure)) throw error;
      if (error.kind === 'gone') return;
      if (error.kind !== 'refused') throw error;
      const nothing: Look = { page: dots, growing: false, buttons: [] };
      await forms[sheet.form].change(sheet, nothing, insist).catch(() => {});
    }
  }

  return {
    async write(sheet, look, writing) {
      if (sameLook(sheet.look, look) && sheet.message !== undefined) return;
      answersQuestion = writing.first;
      if (sheet.message === undefined) await begin(sheet, look, writing.insist);
      if (sheet.message !== undefined && !sameLook(sheet.look, look)) await change(sheet, look, writing);
    },
    remove,
  };
}

/** The sheet is another message from now on. */
function become(sheet: Sheet, form: FormName, uuid: string): void {
  Object.assign(sheet, newSheet(form, uuid));
}

/** Whether there is nothing to change. */
function sameLook(before: Look | undefined, look: Look): boolean {
  return (
    before !== undefined &&
    before.page.markdown === look.page.markdown &&
    before.growing === look.growing &&
    before.buttons.join() === look.buttons.join()
  );
}
