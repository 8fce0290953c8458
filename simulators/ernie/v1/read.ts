import { estimateTokens } from '../estimate.ts';
import type { Message, Prompt } from '../vocabulary.ts';
import { checkMessages, type V1Message } from './check-messages.ts';
import { refuseV1 } from './refuse.ts';

/** The tokens that all messages may have together before V1 forgets the oldest rounds. */
const memoryTokens = 3000;
const systemCharacters = 1024;

/** A V1 request in our words; throws a `Refusal` for the first rule that it breaks. */
export function readV1(body: unknown, model: string): Prompt {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refuseV1(336002);
  const request = body as Record<string, unknown>;
  const messages = checkMessages(request['messages']);
  checkRange(request, 'temperature', value => value > 0 && value <= 1, '(0, 1.0]');
  checkRange(request, 'top_p', value => value >= 0 && value <= 1, '[0, 1.0]');
  checkRange(request, 'penalty_score', value => value >= 1 && value <= 2, '[1.0, 2.0]');
  checkType(request, 'stream', 'boolean');
  checkType(request, 'user_id', 'string');
  const functions = checkFunctions(request['functions']);
  return {
    model,
    system: checkSystem(request['system'], functions.length > 0),
    messages: remembered(messages),
    functions,
    parallelCalls: false,
    thinking: 'never',
    stream: request['stream'] === true,
    usageWanted: true,
  };
}

function checkRange(
  request: Record<string, unknown>,
  field: string,
  within: (value: number) => boolean,
  range: string,
): void {
  checkType(request, field, 'number');
  const value = request[field];
  if (typeof value === 'number' && !within(value)) throw refuseV1(336003, `${field} must be in ${range}`);
}

function checkType(
  request: Record<string, unknown>,
  field: string,
  type: 'number' | 'boolean' | 'string',
): void {
  if (request[field] === undefined) return;
  const actual: string = typeof request[field];
  if (actual !== type) throw refuseV1(336001, `Invalid Argument: ${field} must be a ${type}`);
}

function checkSystem(system: unknown, withFunctions: boolean): string {
  if (system === undefined) return '';
  if (typeof system !== 'string') throw refuseV1(336104, 'system must be a string');
  if ([...system].length > systemCharacters) {
    throw refuseV1(336104, `system must not be longer than ${systemCharacters} characters`);
  }
  if (withFunctions) throw refuseV1(336104, 'system is not allowed together with functions');
  return system;
}

function checkFunctions(functions: unknown): string[] {
  if (functions === undefined) return [];
  if (!Array.isArray(functions)) throw refuseV1(336001, 'Invalid Argument: functions must be a list');
  return functions.map((entry: unknown, index) => {
    const { name, description, parameters } = (entry ?? {}) as Record<string, unknown>;
    const sound =
      typeof name === 'string' &&
      name.trim() !== '' &&
      typeof description === 'string' &&
      isObject(parameters);
    if (!sound) throw refuseV1(336003, `functions[${index}] needs a name, a description and parameters`);
    return name;
  });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is left when the oldest rounds are forgotten, whole, until the rest fits; the last one always is. */
function remembered(messages: readonly V1Message[]): Message[] {
  let left = messages.map(({ role, content, function_call: call }): Message => {
    return { role, content: content ?? '', ...(call && { calls: [call] }) };
  });
  const tokens = () => left.reduce((sum, message) => sum + estimateTokens(message.content), 0);
  while (tokens() > memoryTokens) {
    const second = left.findIndex((message, index) => index > 0 && message.role === 'user');
    if (second < 0) break;
    left = left.slice(second);
  }
  return left;
}
