import { z } from 'zod';
import { someOf } from './fields.ts';

/** What the model may call. Nothing set: nothing, and requests look as if there were no functions at all. */
export const functionSettings = z
  .object({
    FUNCTIONS: someOf('time', 'calculate', 'read_page').optional().meta({
      help: 'Built-in functions that the model may call: time, calculate, read_page; unset: none',
    }),
    FUNCTIONS_FILE: z
      .string()
      .optional()
      .meta({ help: 'YAML or JSON file of HTTP functions and MCP servers: docs/functions.md' }),
    FUNCTIONS_DIR: z
      .string()
      .optional()
      .meta({ help: 'Folder of TypeScript modules, a function in each: docs/functions.md' }),
  })
  .meta({ help: 'Functions' });
