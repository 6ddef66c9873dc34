import { askDatabase } from './ask-database';
import type { FileRef } from './format';
import type { NewRows } from './new-rows';
import type { ParsedAccount, ParsedRoot } from './parsed';
import { noQuestions, placeOf, planAccount } from './plan-account';
import { planRoot } from './plan-root';
import type { Planning } from './planning';

/** Accounts that are looked up together. */
export const CHUNK = 250;

/** What is missing of each of the accounts, in their order; null of one that cannot be made. */
export async function planChunk(planning: Planning, chunk: readonly ParsedAccount[]): Promise<(NewRows | null)[]> {
  const { places } = planning;
  await places.resolve(chunk.flatMap(refsOf));
  const placed = chunk.map((parsed) => ({ parsed, place: placeOf(planning, parsed) }));
  await places.fill(placed.flatMap(({ place }) => place ?? []));
  const questions = noQuestions();
  const rows = placed.map(({ parsed, place }) => place && planAccount(planning, place, parsed, questions));
  await askDatabase(planning, questions);
  places.letGo();
  return rows;
}

export async function planRootChunk(planning: Planning, root: ParsedRoot): Promise<NewRows> {
  if (typeof root.externalId === 'string') await planning.places.resolve([root.externalId]);
  await planning.places.fill([planning.places.root]);
  const questions = noQuestions();
  const rows = planRoot(planning, root, questions);
  await askDatabase(planning, questions);
  planning.places.letGo();
  return rows;
}

function refsOf({ ref, parent, blocks }: ParsedAccount): FileRef[] {
  return [ref, parent, ...blocks.map((block) => block.account)];
}
