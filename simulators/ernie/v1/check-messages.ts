import { estimateTokens } from '../estimate.ts';
import { refuseV1 } from './refuse.ts';

/** A message as V1 takes it. */
export interface V1Message {
  readonly role: 'user' | 'assistant' | 'function';
  readonly content?: string | null;
  readonly name?: string;
  readonly function_call?: { readonly name: string; readonly arguments: string };
}

/** The document's limit for the last message, in tokens. */
const questionTokens = 3000;

/** Checks the list of messages by the document's rules; throws a `Refusal` for the first that is broken. */
export function checkMessages(value: unknown): readonly V1Message[] {
  if (!Array.isArray(value)) throw refuseV1(336001, 'Invalid Argument: messages must be a list');
  if (value.length === 0) throw refuseV1(336006, 'messages must not be empty');
  value.forEach(checkMessage);
  if (value.length % 2 === 0) throw refuseV1(336006, 'the length of messages must be an odd number');
  const messages = value as V1Message[];
  messages.forEach(checkOrder);
  const last = messages.at(-1)?.content ?? '';
  if (estimateTokens(last) > questionTokens) {
    throw refuseV1(336003, `the last message is longer than ${questionTokens} tokens`);
  }
  return messages;
}

function checkMessage(message: unknown, index: number): void {
  const at = `messages[${index}]`;
  if (typeof message !== 'object' || message === null) {
    throw refuseV1(336001, `Invalid Argument: ${at} must be an object`);
  }
  const { role, content, name, function_call: call } = message as Record<string, unknown>;
  if (role !== 'user' && role !== 'assistant' && role !== 'function') {
    throw refuseV1(336006, `the role of ${at} must be user, assistant or function`);
  }
  if (content !== undefined && content !== null && typeof content !== 'string') {
    throw refuseV1(336001, `Invalid Argument: the content of ${at} must be a string`);
  }
  if (call !== undefined && role !== 'assistant') {
    throw refuseV1(336003, `only an assistant may have a function_call, not ${at}`);
  }
  if (call !== undefined) checkCall(call, at);
  else if (typeof content !== 'string' || content.trim() === '') {
    throw refuseV1(336006, `the content of ${at} must not be empty`);
  }
  if (role === 'function' && (typeof name !== 'string' || name === '')) {
    throw refuseV1(336006, `the name of ${at} must not be empty`);
  }
}

function checkCall(call: unknown, at: string): void {
  const { name, arguments: args } = (call ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '') {
    throw refuseV1(336003, `the function_call name of ${at} cannot be blank`);
  }
  if (typeof args !== 'string') {
    throw refuseV1(336001, `Invalid Argument: the function_call arguments of ${at} must be a string`);
  }
}

function checkOrder(message: V1Message, index: number, all: readonly V1Message[]): void {
  if (index === 0 && message.role !== 'user')
    throw refuseV1(336006, 'the role of first message must be user');
  if (index % 2 === 1 && message.role !== 'assistant') {
    throw refuseV1(336006, `the role of messages[${index}] must be assistant`);
  }
  if (index % 2 === 0 && message.role === 'assistant') {
    throw refuseV1(336006, `the role of messages[${index}] must be user or function`);
  }
  if (message.role === 'function' && all[index - 1]?.function_call?.name !== message.name) {
    throw refuseV1(336006, `the name of messages[${index}] must be that of the function_call before it`);
  }
}
