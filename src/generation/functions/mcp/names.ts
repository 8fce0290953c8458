/** Gives tools the names under which the model calls them. */
export type NameGiver = (server: string, tool: string) => string;

/** A server that renames its tools all the time loses its claims. */
const remembered = 256;
const longest = 64;

/**
 * A tool keeps its own name where that is free, and a name once given stays with it while the process lives, so that a
 * call of the model finds the tool that it means; where it would clash, the server's name goes before it.
 * @param taken names that are not to be given
 */
export function nameGiver(taken: ReadonlySet<string>): NameGiver {
  const given = new Map<string, Map<string, string>>();
  const isFree = (name: string) =>
    !taken.has(name) && [...given.values()].every(own => ![...own.values()].includes(name));
  return (server, tool) => {
    const own = given.get(server) ?? new Map<string, string>();
    given.set(server, own);
    const known = own.get(tool);
    if (known !== undefined) return known;
    if (own.size >= remembered) own.clear();
    const name = [...candidates(server, tool)].find(isFree) ?? valid(`${server}_${own.size}_${tool}`);
    own.set(tool, name);
    return name;
  };
}

function* candidates(server: string, tool: string): Generator<string> {
  yield valid(tool);
  yield valid(`${server}_${tool}`);
  for (let number = 2; number < 100; number++) yield valid(`${number}_${server}_${tool}`);
}

const valid = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, longest) || '_';
