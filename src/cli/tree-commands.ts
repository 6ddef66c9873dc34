import type { Command } from 'commander';
import { newContext } from '../application/context';
import { checkInstallation } from '../application/installation/check-installation';
import { exportTree } from '../application/tree-file/export-tree';
import { FileFaultsError } from '../application/tree-file/file-faults';
import { importTree, type ImportTreeInput, type ImportTreeResult } from '../application/tree-file/import-tree';
import { loadConfig } from '../config/config';
import { EXIT } from './exit-codes';
import { openExportFile, standardOutput } from './export-output';
import { type Host, withInstallation } from './host';
import { Progress } from './progress';

const IMPORT_HELP = `
Everything is checked before anything is written; a file with faults changes nothing, and the exit code is 3.
What is missing is added, what exists and differs is a fault: a second import of the same file changes nothing.
More than 50,000 rows are written in batches, parents first; run an interrupted import again, and it goes on.

Keys without a value get a generated one, written to the file of --secrets before they are committed: one JSON object
a line, { "account", "name", "id", "value" }. Of an import that was interrupted, a value holds where its key's id
exists; keys that were not reached get other values, in the next file, when it is run again.`;

const EXPORT_HELP = `
The file holds no plain secret: hashes stand in their place, with the fingerprint of the data key that made them, and
can be imported only where that data key is. It opens nothing by itself, and is still best kept from strangers.`;

/** `import`, `export` and `check`: the tree as a file, and whether it is whole. */
export function addTreeCommands(program: Command, host: Host, finish: (exitCode: number) => void): void {
  program
    .command('import <file>')
    .description('Add what the installation lacks of a tree file.')
    .option('--secrets <file>', 'a new file for the values that are generated')
    .option('--predefined', 'give new customers the predefined keys of their line')
    .addHelpText('after', IMPORT_HELP)
    .action(async (file: string, options: { secrets?: string; predefined?: boolean }) => {
      const input = { file, secretsFile: options.secrets, predefined: options.predefined };
      finish(await runImport(host, input));
    });

  program
    .command('export [file]')
    .description('Write the whole tree to a new file, or to standard output.')
    .addHelpText('after', EXPORT_HELP)
    .action((file: string | undefined) => runExport(host, file));

  program
    .command('check')
    .description(
      'Look at every invariant of the tree, its keys, users and roles. Changes nothing; exit code 3 where one is broken.',
    )
    .action(async () => finish(await runCheck(host)));
}

async function runImport(host: Host, input: ImportTreeInput): Promise<number> {
  const progress = new Progress();
  try {
    const result = await withInstallation(host, loadConfig(), (services) =>
      importTree(newContext(services, { kind: 'COMMAND_LINE' }), {
        ...input,
        onProgress: ({ step, accounts, of }) => progress.say(`${accounts} of ${of} accounts ${step}`),
      }),
    );
    process.stdout.write(`${summaryOf(result, input.secretsFile)}\n`);
    return EXIT.OK;
  } catch (error) {
    if (!(error instanceof FileFaultsError)) throw error;
    process.stderr.write(`${describeFaults(error)}\n`);
    return EXIT.FAULTS;
  }
}

function summaryOf({ added, generatedValues }: ImportTreeResult, secretsFile: string | undefined): string {
  const counts = Object.entries(added).filter(([, count]) => count > 0);
  if (counts.length === 0) return 'Nothing to do: all of it is there.';
  const list = counts.map(([what, count]) => `${count} ${what}`).join(', ');
  const secrets =
    generatedValues > 0
      ? `\nThe ${generatedValues} generated values are in ${secretsFile ?? ''}: keep it safe, they are shown nowhere else.`
      : '';
  return `Added: ${list}.${secrets}`;
}

function describeFaults({ faults: { kept, count }, committed }: FileFaultsError): string {
  const lines = kept.map(({ path, line, code, message }) => {
    const place = [...(path === '' ? [] : [path]), ...(line === null ? [] : [`(line ${line})`])].join(' ');
    return `${place === '' ? '' : `${place}: `}${message} [${code}]`;
  });
  if (count > kept.length) lines.push(`... and ${count - kept.length} more.`);
  const written = committed === 0 ? 'nothing was written' : 'what was written before stays; mend it and run it again';
  return [...lines, `${count === 1 ? 'One fault' : `${count} faults`}: ${written}.`].join('\n');
}

async function runExport(host: Host, file: string | undefined): Promise<void> {
  const progress = new Progress();
  const output = file === undefined ? standardOutput() : await openExportFile(file);
  try {
    const { accounts } = await withInstallation(host, loadConfig(), (services) =>
      exportTree(newContext(services, { kind: 'COMMAND_LINE' }), {
        write: (text) => output.write(text),
        onProgress: (done, of) => progress.say(`${done} of ${of} accounts exported`),
      }),
    );
    await output.finish();
    if (file !== undefined) process.stdout.write(`${accounts} accounts are in ${file}.\n`);
  } catch (error) {
    await output.discard();
    throw error;
  }
}

async function runCheck(host: Host): Promise<number> {
  const progress = new Progress();
  const { looked, violations } = await withInstallation(host, loadConfig(), (services) =>
    checkInstallation(newContext(services, { kind: 'COMMAND_LINE' }), {
      onViolation: ({ subject, message }) => process.stdout.write(`${subject}: ${message}\n`),
      onProgress: (rows) => progress.say(`${rows} rows looked at`),
    }),
  );
  if (violations === 0) {
    process.stdout.write(`${looked} rows looked at: all is as it must be.\n`);
    return EXIT.OK;
  }
  process.stdout.write(`${looked} rows looked at, ${violations} ${violations === 1 ? 'violation' : 'violations'}.\n`);
  return EXIT.FAULTS;
}
