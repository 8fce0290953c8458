import type { Admission } from '../arrival/admission.ts';
import { toldBan } from '../people/told-ban.ts';
import type { Wording } from '../wording/index.ts';

/**
 * What somebody reads who may not: they were shut out between a message and its errand, or pressed a button.
 * @param timeZone `TIME_ZONE`
 */
export function refusalWords(
  admission: Exclude<Admission, { kind: 'welcome' }>,
  wording: Wording,
  timeZone: string,
): string {
  return admission.kind === 'banned'
    ? wording.banned(toldBan(admission.ban, timeZone), admission.whose)
    : wording.commands.refused('admin');
}
