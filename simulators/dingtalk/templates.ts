import type { Button } from './words.ts';

/** Does a card in this state look as if more were to come? */
export const isOpen = (flowStatus: string | undefined): boolean => flowStatus === '1' || flowStatus === '2';

/** The buttons of the simulated template: they come from the template, and the bot cannot name others. */
export function buttonsIn(flowStatus: string | undefined): readonly Button[] {
  if (isOpen(flowStatus)) return [{ id: 'stop', text: '停止' }];
  if (flowStatus !== '3' && flowStatus !== '5') return [];
  return [
    { id: 'retry', text: '重试' },
    { id: 'new', text: '新话题' },
  ];
}

const ownKeys = ['flowStatus', 'config', 'sys_full_json_obj'];

/** The variable that holds the text, when nothing was streamed yet: the first that is not the template's own. */
export const textKey = (params: Readonly<Record<string, string>>): string =>
  Object.keys(params).find(key => !ownKeys.includes(key)) ?? 'content';
