import { checkCard, configOf, parseCard } from '../card-json.ts';
import { cardFace, textFace } from '../face.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { MessageState, Wire } from '../words.ts';
import type { Draft } from '../world.ts';

/** What a message that the bot writes holds and shows. */
export type Content = Pick<Draft, 'kind' | 'content' | 'card' | 'file'> & { readonly face: MessageState };

const limitBytes = { file: 1024, text: 150 * 1024, post: 30 * 1024, interactive: 30 * 1024 };

/** The content of a send, a reply or an edit. @throws Refusal */
export function readContent(simulation: Simulation, { msg_type: kind, content }: Wire): Content {
  if (typeof content !== 'string') throw invalid('content is required, as a JSON string');
  if (kind !== 'text' && kind !== 'post' && kind !== 'interactive' && kind !== 'file')
    throw invalid(`invalid msg_type ${kind}`);
  const parsed = parse(content);
  if (Buffer.byteLength(content) > limitBytes[kind]) throw tooLong();
  const at = simulation.clock.now();
  if (kind === 'file') return { kind, content, ...uploaded(simulation, parsed) };
  if (kind === 'text') return { kind, content, face: textFace(filled(parsed['text']), at) };
  if (kind === 'post') return { kind, content, face: textFace(filled(postText(parsed)), at) };
  if (parsed['type'] === 'card') return { kind, content, ...entity(simulation, parsed) };
  const card = parseCard(content, { anySchema: true });
  checkCard(card, openId => simulation.world.people.has(openId), tooLong);
  return { kind, content, face: cardFace(card, at, false) };
}

/** May this card's message be changed by PATCH? Old cards only if they say so, those of schema 2.0 always. */
export const isPatchable = (content: string): boolean => {
  const card = parse(content);
  return card['schema'] === '2.0' || configOf(card)['update_multi'] === true;
};

/** The 230025 of a message over its limit. */
const tooLong = (): Refusal => new Refusal(230025, 'The length of the message content reaches its limit.');

function uploaded({ world, clock }: Simulation, { file_key: key }: Wire): Pick<Content, 'file' | 'face'> {
  const file = world.files.get(String(key));
  if (!file) throw invalid(`invalid file_key ${key}`);
  return { file, face: textFace('', clock.now()) };
}

function entity({ world, clock }: Simulation, { data }: Wire): Pick<Content, 'card' | 'face'> {
  const card = world.cards.get(String((data as Wire | undefined)?.['card_id']));
  if (!card)
    throw new Refusal(230099, 'Failed to create card content, ext=ErrCode: 200740; ErrMsg: no such card; ');
  if (card.isSent) throw invalid('this card was sent before: an entity can be sent once');
  return { card, face: cardFace(card.json, clock.now(), card.isStreaming) };
}

function parse(content: string): Wire {
  try {
    const value = JSON.parse(content);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw invalid('content is not a string in json format');
}

function filled(text: unknown): string {
  if (typeof text !== 'string' || text.trim() === '') throw invalid('text is empty');
  return text;
}

/** The words of a post, in whichever language comes first. */
function postText(post: Wire): string {
  const { title, content } = (Array.isArray(post['content']) ? post : Object.values(post)[0]) as Wire;
  if (!Array.isArray(content)) throw invalid('post has no content');
  const lines = (content as Wire[][]).map(line => line.map(partText).join(''));
  return [title, ...lines].filter(Boolean).join('\n');
}

const partText = ({ tag, text, user_id }: Wire): string =>
  tag === 'at' ? `<at user_id="${user_id}"></at>` : String(text ?? '');
