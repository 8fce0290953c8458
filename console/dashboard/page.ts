import { get } from '../api.ts';
import { el } from '../dom.ts';
import type { OpenPage } from '../page.ts';
import { panel } from '../panel.ts';
import type { Earlier, Now } from '../shapes.ts';
import { openActs } from './acts.ts';
import { openPast } from './past.ts';
import { openPlace } from './place.ts';
import { openPulse } from './pulse.ts';
import { accountsTable, chatsTable, modelsTable, platformsTable, queueTable } from './tables.ts';
import { openTiles } from './tiles.ts';

/** How the bot does, now and in the last days; what must be done is done here, too. */
export const dashboardPage: OpenPage = (surroundings, life) => {
  const { language, stream, attempt } = surroundings;
  const { words } = language;
  const { dashboard } = words;
  const paused = el('p', { class: 'warning', role: 'status', hidden: true }, dashboard.paused);
  const tiles = openTiles(language);
  const acts = openActs(surroundings);
  const pulse = openPulse(language, life);
  const past = openPast(language, life);
  const queue = openPlace();
  const accounts = openPlace();
  const platforms = openPlace();
  const models = openPlace();
  const chats = openPlace();

  const actPanel = panel(dashboard.act.title, acts.element);
  actPanel.classList.add('all-columns');

  const showNow = (now: Now) => {
    paused.hidden = !now.isPaused;
    tiles.show(now);
    pulse.add(now);
    queue.show(queueTable(language, now.queue, acts.stop));
    accounts.show(accountsTable(language, now.accounts));
    platforms.show(platformsTable(language, now.platforms));
  };
  const showEarlier = (earlier: Earlier) => {
    past.show(earlier);
    acts.offer(earlier.chats.map(({ chat }) => chat));
    models.show(modelsTable(language, earlier.models));
    chats.show(chatsTable(language, earlier.chats, earlier.priced));
  };
  stream.on('facts', showNow, life);
  stream.on('earlier', showEarlier, life);
  void attempt(() => get<Now & Earlier>('api/facts')).then(facts => {
    if (!facts || life.aborted) return;
    showNow(facts);
    showEarlier(facts);
  });

  return el(
    'div',
    { class: 'sheet' },
    el('h1', {}, words.pages.dashboard),
    paused,
    tiles.element,
    el(
      'div',
      { class: 'columns' },
      panel(dashboard.queue.title, queue.element),
      panel(dashboard.accounts.title, accounts.element),
      actPanel,
      past.traffic,
      past.firstText,
      pulse.element,
      panel(dashboard.platforms.title, platforms.element),
      past.tokens,
      past.cost,
      panel(dashboard.use.models, models.element),
      panel(dashboard.use.chats, chats.element),
    ),
  );
};
