import type { z } from 'zod';
import { describe } from './describe.ts';

/** The text of `.env.example`: every setting, commented out, under the `help` of its shape. */
export function envExample(shapes: readonly z.ZodObject[]): string {
  return `${introduction}\n${shapes.map(section).join('\n')}`;
}

const introduction = `# Settings of Yanqiao. Copy this file to .env and fill in what you need; an empty value means unset.
# What is already in the environment wins over .env. A secret NAME may also come from a file: NAME_FILE=/path.
`;

function section(shape: z.ZodObject): string {
  const settings = describe(shape).map(({ name, help, secret, fallback }) => {
    const note = secret ? `${help} [secret]` : help;
    return `# ${note}\n#${name}=${fallback ?? ''}\n`;
  });
  const title = shape.meta()?.['help'];
  return [...(typeof title === 'string' ? [`## ${title}\n`] : []), ...settings].join('\n');
}
