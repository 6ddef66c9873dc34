import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/command-line';
import { EXIT } from '../../src/cli/exit-codes';
import type { Host } from '../../src/cli/host';

const PAGE = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');

/** Help opens nothing. */
const NOTHING: Host = {
  serve: () => Promise.reject(new Error('not here')),
  open: () => Promise.reject(new Error('not here')),
};

/** What the program says of itself on standard output. */
async function help(...words: string[]): Promise<string> {
  let printed = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await runCommandLine(['node', 'keytree', ...words, '--help'], NOTHING);
  } finally {
    write.mockRestore();
  }
  return printed;
}

interface CommandHelp {
  /** `backup <file>`. */
  readonly usage: string;
  /** `--secrets <file>`, sorted. */
  readonly options: readonly string[];
}

async function commandsOfProgram(): Promise<CommandHelp[]> {
  const listed = /\nCommands:\n([\s\S]*?)\n\n/.exec(await help())?.[1] ?? '';
  const names = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = '']) => name);
  const commands: CommandHelp[] = [];
  for (const name of names.filter((one) => one !== 'help')) {
    const text = await help(name);
    const usage = /^Usage: keytree (.+)$/m.exec(text)?.[1] ?? '';
    commands.push({
      usage: usage.replace(' [options]', ''),
      options: optionsIn(text, /^ {2}(--[a-z-]+(?: [<[]\S+)?)/gm),
    });
  }
  return commands;
}

/** Each command is a section `## \`keytree USAGE\``, each of its options a point of a list there. */
function commandsOfPage(): CommandHelp[] {
  return PAGE.split(/^## /m)
    .slice(1)
    .map((section) => ({
      usage: /^`keytree ([^`]+)`/.exec(section)?.[1] ?? section,
      options: optionsIn(section, /^- `(--[a-z-]+(?: [<[]\S+)?)`/gm),
    }));
}

function optionsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, option = '']) => option).sort();
}

describe('docs/command-line.md', () => {
  it('has every command with its arguments and options, and no other, in the order of the help', async () => {
    const commands = await commandsOfProgram();
    expect(commands.length).toBeGreaterThan(0);
    expect(commandsOfPage()).toEqual(commands);
  });

  it('has every exit code', () => {
    const codes = [...PAGE.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });
});
