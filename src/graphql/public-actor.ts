import { publicId } from '../domain/ids';

/** `user:<hex>` as it is kept, as the user's public id; `command-line` stays. */
export function publicActor(kept: string): string {
  const [kind, id] = kept.split(':');
  return kind === 'user' && id !== undefined ? publicId('User', id) : kept;
}
