import { expect, it } from 'vitest';
import { cardsAtEnd } from '../../../../adapters/dingtalk/send/spill.ts';

const progress = { pages: 1, cards: 0, changing: 0, spilled: false, left: 6 };

it.each([
  ['an answer of one page', {}, 1],
  ['as many pages as calls', { pages: 6 }, 6],
  ['more pages than calls', { pages: 9 }, 6],
  ['a card that grew while it could', { pages: 3, cards: 1, changing: 1, left: 1 }, 1],
  ['a card that has calls left', { pages: 3, cards: 1, changing: 1, left: 2 }, 2],
  ['a full card and one that grows', { pages: 4, cards: 2, changing: 1, left: 1 }, 2],
  ['more than it may cost already', { pages: 2, cards: 1, changing: 1, left: 0 }, 1],
  ['nothing left, and nothing shown', { pages: 2, left: 0 }, 1],
  ['an answer that became shorter', { pages: 1, cards: 2, changing: 1, left: 1 }, 1],
  ['pages that stand in messages already', { pages: 4, cards: 1, spilled: true, left: 5 }, 1],
])('%s stands in its cards', (_, more, cards) => {
  expect(cardsAtEnd({ ...progress, ...more })).toBe(cards);
});
