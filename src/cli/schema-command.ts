import type { Command } from 'commander';
import { printSchema } from '../graphql/print-schema';
import { printOpenApi } from '../openapi/document';

export function addSchemaCommand(program: Command): void {
  program
    .command('print-schema')
    .description('Print the GraphQL schema as SDL, sorted.')
    .action(async () => {
      process.stdout.write(await printSchema());
    });
  program
    .command('print-openapi')
    .description('Print the OpenAPI description of the REST faces.')
    .action(() => {
      process.stdout.write(printOpenApi());
    });
}
