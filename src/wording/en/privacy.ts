import type { ExportWording, ForgetMeWording } from '../privacy-wording.ts';
import { counted } from './counted.ts';

export const enExport: ExportWording = {
  empty: 'There is nothing to export: no conversation is remembered here.',
  title: 'Conversation',
  about: (chat, when, zone, rounds) => `${chat} · ${when} (${zone}) · ${counted(rounds, 'round')}`,
  bot: 'Yanqiao (ERNIE)',
};

export const enForgetMe: ForgetMeWording = {
  warning: [
    'This cannot be undone. I would forget, in all chats:',
    [
      '- your questions and my answers to them, also in groups, and where others quoted them',
      '- what of yours still waits or is being answered',
      '- the settings of your direct chat with me',
      '- what you have used, and the rules and quotas that were made for you alone',
      '- your name in the log of what admins do',
    ].join('\n'),
    'What others said stays, so do the settings of groups, and a ban, without your id. The messages on your screen are not mine to delete.',
    'Send `/forget-me confirm` if you want that. To take our conversation along, send /export before.',
  ].join('\n\n'),
  done: 'Done: I have forgotten you. What you write from now on is kept as of somebody new.',
  anonymous:
    'You write in the name of the whole group, so I cannot tell what is yours. Please write as yourself, or to me directly.',
};
