import type { Log } from '../../../log.ts';
import { argumentCheck } from '../arguments.ts';
import { mostOffered, type Offered } from '../offered.ts';
import { withoutSecrets } from '../without-secrets.ts';
import type { NameGiver } from './names.ts';
import type { McpServer } from './server.ts';
import type { McpTool } from './session.ts';

/** A description is paid for with each question. */
const descriptionLength = 600;
/** Some thousand tokens: a schema beyond this would be most of the prompt. */
const schemaLength = 6_000;

/** The tools of a server that the model may call. Those that cannot be offered are logged and left out. */
export function offeredTools(
  server: McpServer,
  giveName: NameGiver,
  hide: (text: string) => string,
  log: Log,
): Offered[] {
  const { name, tools: wanted, callTimeoutMs } = server.spec;
  const chosen = server.tools().filter(tool => !wanted || wanted.includes(tool.name));
  const found: Offered[] = [];
  for (const tool of chosen.slice(0, mostOffered))
    try {
      if (JSON.stringify(tool.inputSchema).length > schemaLength) throw new Error('It is too long.');
      found.push(offered(tool, giveName(name, tool.name), server, hide, callTimeoutMs));
    } catch {
      log('function.left-out', {
        function: `${name}/${tool.name.slice(0, 64)}`,
        why: 'its schema is none, or too long',
      });
    }
  return found;
}

function offered(
  tool: McpTool,
  name: string,
  server: McpServer,
  hide: (text: string) => string,
  timeoutMs: number,
): Offered {
  const { $schema: _, ...parameters } = tool.inputSchema;
  return {
    spec: { name, description: tool.description.slice(0, descriptionLength), parameters },
    timeoutMs,
    check: argumentCheck(tool.inputSchema, false),
    run: withoutSecrets((given, signal) => server.call(tool.name, given, signal), hide),
  };
}
