import type { World } from '../../../src/adapter.ts';
import { endpoints } from '../api/endpoints.ts';
import type { FeishuFailure } from '../api/failures.ts';
import { type FormName, formNames } from './sheet.ts';

/** A permission that was missing is looked for again after this, milliseconds: somebody may have granted it. */
const forgottenMs = 600_000;

/** Which form answers of this process take, by what Feishu allows. */
export interface Ladder {
  /** The best form that was not refused lately. @param least what would do */
  best(least: FormName): FormName;
  /** This form was refused; for want of a permission it is not tried again for a while. */
  refused(form: FormName, failure: FeishuFailure): void;
}

export function openLadder({ clock, log }: Pick<World, 'clock' | 'log'>): Ladder {
  const until = new Map<FormName, number>();
  const usable = (form: FormName) => (until.get(form) ?? 0) <= clock.now();
  return {
    best: least => formNames.slice(formNames.indexOf(least)).find(usable) ?? 'post',
    refused(form, failure) {
      const lacksScope = failure.mend === 'scope';
      if (lacksScope && !usable(form)) return;
      if (lacksScope) until.set(form, clock.now() + forgottenMs);
      const why = lacksScope ? `the permission ${missingScope(form, failure)} is missing` : failure.message;
      log('platform.simpler', { platform: 'feishu', form: simplerThan(form), why });
    },
  };
}

/** The next simpler form. */
export function simplerThan(form: FormName): FormName {
  return formNames[formNames.indexOf(form) + 1] ?? 'post';
}

/** The permission that Feishu names, else the one that this form is known to need. */
function missingScope(form: FormName, { message }: FeishuFailure): string {
  const needed = { stream: endpoints.createCard, patch: endpoints.patchCard, post: endpoints.reply };
  return (
    message.match(/(?<![a-z])[a-z]+(?::[\w.]+)+(?:\s*,\s*[a-z]+(?::[\w.]+)+)*/)?.[0] ?? needed[form].scope
  );
}
