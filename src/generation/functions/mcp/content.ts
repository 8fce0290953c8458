import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { FunctionProblem } from '../problem.ts';

/** What a tool gave, as text. Throws `FunctionProblem` where the tool says that it failed. */
export function toolText({ content, structuredContent, isError }: CallToolResult): string {
  const texts = content.flatMap(part => (part.type === 'text' ? [part.text] : []));
  const others = content.length - texts.length;
  if (texts.length === 0 && structuredContent) texts.push(JSON.stringify(structuredContent));
  if (others > 0) texts.push(`（另有 ${others} 项不是文字，略去）`);
  const text = texts.join('\n');
  if (isError) throw new FunctionProblem(`工具报告错误：${text}`);
  return text;
}
