import { In } from 'typeorm';
import { Session } from '../../entities/session';
import type { Change } from '../change';
import { endTokenFamilies } from '../tokens/end-token-families';

/** Ids of one statement: below SQLite's and MySQL's limits of parameters. */
const BATCH = 500;

/** Ends all sessions and LOGINs of the user, access and refresh tokens with them. Answers how many there were. */
export async function endSessionsOf(change: Change, userId: string): Promise<number> {
  const sessions = await change.manager.find(Session, {
    select: { id: true },
    where: { userId },
    order: { id: 'ASC' },
  });
  const ids = sessions.map((session) => session.id);
  for (let from = 0; from < ids.length; from += BATCH) {
    await change.manager.delete(Session, { id: In(ids.slice(from, from + BATCH)) });
  }
  for (const id of ids) change.record('session', id);
  return ids.length + (await endTokenFamilies(change, { userId }));
}
