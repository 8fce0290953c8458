import type { Limit, QuotaKind, QuotaSpan } from '../../people/quota.ts';
import type { QuotaOwner } from '../../wording/index.ts';
import { isClear } from '../arguments/clear-word.ts';
import { isListWord } from '../arguments/list-word.ts';
import { takeTarget, thisChat } from '../arguments/target.ts';
import type { Call } from '../command.ts';

/** What `/quota` is asked to do. */
export type QuotaOrder =
  | { readonly kind: 'list' }
  | { readonly kind: 'set'; readonly owner: QuotaOwner; readonly limit: Limit }
  | { readonly kind: 'clear'; readonly owner: QuotaOwner }
  | { readonly kind: 'unknown-name'; readonly name: string }
  | { readonly kind: 'not-understood' };

/** Reads `@somebody 20 replies hour`, `每人 50 条 天`, `here 200000 tokens day`, `all clear` or nothing. */
export function parseQuotaOrder(
  { args, message }: Pick<Call, 'args' | 'message'>,
  platforms: ReadonlySet<string>,
): QuotaOrder {
  if (args === '' || isListWord(args)) return { kind: 'list' };
  const [written = '', everyone, all] = wholeOwner.exec(args) ?? [];
  if (written !== '') {
    return orderFor(everyone ? 'everyone' : all ? 'all' : thisChat(message), args.slice(written.length));
  }
  const reading = takeTarget(args, message, platforms);
  if (reading.kind === 'target') return orderFor(reading.target, reading.rest);
  return reading.kind === 'unknown-name' ? reading : { kind: 'not-understood' };
}

/** An order as the audit log shows it; `?`: not understood, and nothing was done. */
export function auditQuotaOrder(order: QuotaOrder): string {
  if (order.kind === 'list') return '';
  if (order.kind !== 'set' && order.kind !== 'clear') return '?';
  const owner = typeof order.owner === 'string' ? order.owner : order.owner.subject;
  if (order.kind === 'clear') return `${owner} clear`;
  const { limit, what, span } = order.limit;
  return `${owner} ${limit} ${what} ${span}`;
}

const wholeOwner =
  /^(?:(everyone|everybody|每个?人|人人|大家)|(all|total|全部|所有|合计|总计)|chat|group|here|这里|本群|群)(?=[\s,，]|$)/iu;

function orderFor(owner: QuotaOwner, rest: string): QuotaOrder {
  if (isClear(rest.trim())) return { kind: 'clear', owner };
  const limit = parseLimit(rest);
  return limit ? { kind: 'set', owner, limit } : { kind: 'not-understood' };
}

/** Nobody means more, and every script counts so far exactly. */
const greatest = 1_000_000_000_000;

const factors: Readonly<Record<string, number>> = {
  千: 1000,
  k: 1000,
  万: 10_000,
  m: 1_000_000,
  亿: 100_000_000,
};

/** What may stand in a limit, in any order: a number, of what, in which time. */
const words = [
  /(?<number>\d{1,3}(?:,\d{3})+|\d{1,13})(?:\s?(?<factor>[千万亿]|[km](?![a-z])))?/,
  /(?<replies>(?:repl(?:y|ies)|answers?)(?![a-z])|条|次|回答|回复)/,
  /(?<tokens>tokens?(?![a-z])|令牌|词元)/,
  /(?<hour>(?:hours?|hourly|h)(?![a-z])|小时|钟头)/,
  /(?<day>(?:days?|daily|d)(?![a-z])|天|日)/,
  /(?:per|an?|each|every|in)(?![a-z])|每|个|最多|[\s,，/]/,
];
const word = new RegExp(words.map(({ source }) => source).join('|'), 'iuy');

/** Reads `20 replies hour`, `每小时 20 条`, `20万 令牌/天`; undefined where anything is missing, twice or not understood. */
export function parseLimit(text: string): Limit | undefined {
  const numbers: number[] = [];
  const whats = new Set<QuotaKind>();
  const spans = new Set<QuotaSpan>();
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const { number, factor, replies, tokens, hour, day } = word.exec(text)?.groups ?? {};
    if (word.lastIndex === 0) return undefined;
    if (number)
      numbers.push(Number(number.replaceAll(',', '')) * (factors[factor?.toLowerCase() ?? ''] ?? 1));
    if (replies) whats.add('replies');
    if (tokens) whats.add('tokens');
    if (hour) spans.add('hour');
    if (day) spans.add('day');
  }
  const [limit = 0] = numbers;
  const [[what], [span]] = [[...whats], [...spans]];
  const isWhole = numbers.length === 1 && whats.size === 1 && spans.size === 1;
  if (!isWhole || !what || !span || limit < 1 || limit > greatest) return undefined;
  return { what, span, limit };
}
