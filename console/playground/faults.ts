import { get, post } from '../api.ts';
import { el } from '../dom.ts';
import type { Surroundings } from '../page.ts';

/** What may be made to go wrong, where the world around the bot is simulated. */
interface Faults {
  readonly faults: readonly string[];
}

/** A button for each fault; nothing at all where there are none. */
export function faultBar({ language, attempt, say }: Surroundings): HTMLElement {
  const { faults, playground } = language.words;
  const name = el('span', { id: 'faults-name' }, playground.faults);
  const bar = el('div', { class: 'faults', role: 'group', 'aria-labelledby': name.id, hidden: true }, name);
  const strike = async (fault: string) => {
    const done = await attempt(() => post('api/faults', { fault, times: 1 }));
    if (done) say(playground.struck(nameOf(fault)));
  };
  const nameOf = (fault: string) =>
    Object.hasOwn(faults, fault) ? faults[fault as keyof typeof faults] : fault;
  const show = async () => {
    const known = await get<Faults>('api/faults').catch(() => undefined);
    const buttons = (known?.faults ?? []).map(fault =>
      el('button', { type: 'button', 'data-fault': fault, onclick: () => strike(fault) }, nameOf(fault)),
    );
    bar.append(...buttons);
    bar.hidden = buttons.length === 0;
  };
  void show();
  return bar;
}
