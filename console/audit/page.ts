import { get } from '../api.ts';
import { el } from '../dom.ts';
import type { OpenPage } from '../page.ts';
import { panel } from '../panel.ts';
import type { AuditEntry, AuditPage } from '../shapes.ts';
import { tableOf } from '../table.ts';

/** Entries read at once. */
const count = 50;

/** What admins did, and who was refused. */
export const auditPage: OpenPage = ({ language: { words, format }, attempt }, life) => {
  const { audit } = words;
  const list = el('div', {});
  const more = el('button', { type: 'button', hidden: true, onclick: () => read() }, words.more);
  let found: readonly AuditEntry[] = [];
  void read();
  return el('div', { class: 'sheet' }, el('h1', {}, words.pages.audit), panel(audit.title, list, more));

  function whereItGoesOn(): Record<string, string> {
    const last = found.at(-1)?.at;
    const seen = found.filter(({ at }) => at === last).length;
    return last === undefined ? {} : { before: String(last), seen: String(seen) };
  }

  async function read(): Promise<void> {
    const asked = new URLSearchParams({ count: String(count), ...whereItGoesOn() });
    const page = await attempt(() => get<AuditPage>(`api/audit?${asked}`));
    if (!page || life.aborted) return;
    found = [...found, ...page.entries];
    more.hidden = page.entries.length < count;
    list.replaceChildren(
      tableOf(
        audit.title,
        [audit.when, audit.who, audit.where, audit.what, audit.result],
        found.map(({ at, who, where, what, result }) => [
          format.moment(at),
          who,
          where,
          el('code', {}, what),
          el('span', { class: `result-${result}` }, audit.results[result]),
        ]),
        audit.none,
      ),
    );
  }
};
