import type { Command } from 'commander';
import { printSchema } from '../graphql/print-schema';

export function addSchemaCommand(program: Command): void {
  program
    .command('print-schema')
    .description('Print the GraphQL schema as SDL, sorted.')
    .action(async () => {
      process.stdout.write(await printSchema());
    });
}
