import { firstWords } from '../../../src/markdown/first-words.ts';
import type { Buttons, ReplyTarget } from '../../../src/platform.ts';
import type { Page } from '../render/pages.ts';
import type { ButtonValue } from '../wire.ts';

/** What a message shows. */
export interface Look {
  readonly page: Page;
  /** More is to come. */
  readonly growing: boolean;
  readonly buttons: readonly Act[];
  /** Without formatting, where Feishu refused it. */
  readonly plainly?: boolean;
}

/** What a button does. */
export type Act = ButtonValue['act'];

/** Graphemes of the answer that the list of chats shows. */
const summaryLength = 60;

/** What the list of chats shows of a page. */
export const summaryOf = ({ plain, folded }: Page): string =>
  firstWords(folded?.below.plain ?? plain, summaryLength);

/**
 * A card of schema 2.0, as JSON. https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
 * @param streams whether its text may be streamed to
 */
export function cardJson(look: Look, target: ReplyTarget, streams: boolean): string {
  const { page } = look;
  return JSON.stringify({
    schema: '2.0',
    config: {
      update_multi: true,
      streaming_mode: streams,
      // While it streams, Feishu says in its own words that more is to come.
      ...(!streams && { summary: { content: summaryOf(page) } }),
    },
    body: {
      elements: [...said(look), ...buttonRow(look.buttons, target)],
    },
  });
}

function said({ page, growing, plainly }: Look): readonly object[] {
  if (plainly)
    return [{ tag: 'div', element_id: 'answer', text: { tag: 'plain_text', content: page.plain } }];
  // Text is streamed to one element: what is folded in the end is a quote until then.
  if (growing || !page.folded) return [{ tag: 'markdown', element_id: 'answer', content: page.markdown }];
  const { title, inside, below } = page.folded;
  return [panel(title, inside), { tag: 'markdown', element_id: 'answer', content: below.markdown }];
}

/** Closed until somebody opens it. https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel */
function panel(title: string, content: string) {
  return {
    tag: 'collapsible_panel',
    element_id: 'folded',
    expanded: false,
    header: {
      title: { tag: 'plain_text', content: title },
      icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
      icon_position: 'follow_text',
      icon_expanded_angle: -180,
    },
    elements: [{ tag: 'markdown', element_id: 'inside', content }],
  };
}

function buttonRow(acts: readonly Act[], { buttons, ...place }: ReplyTarget): readonly object[] {
  if (buttons === undefined || acts.length === 0) return [];
  const columns = acts.map(act => ({
    tag: 'column',
    width: 'auto',
    elements: [button(act, buttons, place)],
  }));
  return [{ tag: 'column_set', element_id: 'buttons', flex_mode: 'flow', columns }];
}

function button(act: Act, { token, labels }: Buttons, { chat, topic }: ReplyTarget) {
  const value: ButtonValue = {
    act,
    token,
    chat: chat.kind,
    ...(topic !== undefined && { topic }),
  };
  return {
    tag: 'button',
    element_id: act,
    size: 'small',
    text: { tag: 'plain_text', content: labels[act] },
    behaviors: [{ type: 'callback', value }],
  };
}

/** Rich text as one piece of Markdown, or plainly. https://open.feishu.cn/document/server-docs/im-v1/message-content-description/create_json */
export function postJson({ page, plainly }: Look): string {
  const piece = plainly ? { tag: 'text', text: page.plain } : { tag: 'md', text: page.markdown };
  return JSON.stringify({ zh_cn: { content: [[piece]] } });
}
