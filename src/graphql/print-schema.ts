import { lexicographicSortSchema, printSchema as printSdl } from 'graphql';
import { newSchema } from './schema';

/** The SDL that is committed as schema/schema.graphql. */
export async function printSchema(): Promise<string> {
  return `${printSdl(lexicographicSortSchema(await newSchema()))}\n`;
}
