import type { ChatSettingsStore } from '../../chat-settings.ts';
import { type ConfiguredModel, chosenModel, readChoice } from '../../model-choice.ts';
import { isClear } from '../arguments/clear-word.ts';
import type { Command } from '../command.ts';

/** What `/model` is asked to do. */
type ModelOrder =
  | { readonly kind: 'show' }
  | { readonly kind: 'default' }
  /** `provider` or `provider/model` */
  | { readonly kind: 'choose'; readonly choice: string }
  | { readonly kind: 'not-configured'; readonly provider: string }
  | { readonly kind: 'not-understood' };

/** As vendors name their models; what they do not know, they refuse when they are asked. */
const choiceForm = /^[a-z]+(\/[\w.:-]+)*$/i;
const longestChoice = 100;

/** `/model`: shows which model answers in this chat, and chooses another. */
export function modelCommand(
  needs: Pick<ChatSettingsStore, 'read' | 'setModel'> & {
    /** Every provider with credentials; the first answers where nothing is chosen. */
    readonly models: readonly ConfiguredModel[];
  },
): Command {
  const { models } = needs;
  return {
    name: 'model',
    aliases: ['模型'],
    who: 'admin',
    auditArgs: args => auditOrder(parseModelOrder(args, models)),
    async run({ chat, args, wording }) {
      const words = wording.commands.model;
      const order = parseModelOrder(args, models);
      switch (order.kind) {
        case 'show': {
          const { model: choice } = await needs.read(chat);
          return [words.shown(stateOf(models, choice)), words.how(models)].join('\n\n');
        }
        case 'default':
          await needs.setModel(chat, undefined);
          return words.cleared(usualOf(models));
        case 'choose':
          await needs.setModel(chat, order.choice);
          return words.set(chosenModel(models, order.choice) ?? order.choice, order.choice.includes('/'));
        case 'not-configured':
          return [words.notConfigured(order.provider), words.how(models)].join('\n\n');
        case 'not-understood':
          return words.how(models);
      }
    },
  };
}

function parseModelOrder(args: string, models: readonly ConfiguredModel[]): ModelOrder {
  if (args === '') return { kind: 'show' };
  if (isClear(args)) return { kind: 'default' };
  if (!choiceForm.test(args) || args.length > longestChoice) return { kind: 'not-understood' };
  const { provider, model } = readChoice(args);
  const known = provider.toLowerCase();
  if (models.every(each => each.provider !== known)) return { kind: 'not-configured', provider };
  return { kind: 'choose', choice: model === undefined ? known : `${known}/${model}` };
}

function auditOrder(order: ModelOrder): string {
  if (order.kind === 'show') return '';
  if (order.kind === 'choose') return order.choice;
  return order.kind === 'default' ? 'default' : '?';
}

function usualOf([first]: readonly ConfiguredModel[]): string {
  return first ? `${first.provider}/${first.usual}` : '';
}

function stateOf(models: readonly ConfiguredModel[], choice: string | undefined) {
  const chosen = chosenModel(models, choice);
  return {
    answers: chosen ?? usualOf(models),
    isDefault: choice === undefined,
    ...(choice !== undefined && chosen === undefined ? { lost: choice } : {}),
  };
}
