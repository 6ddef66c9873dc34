import { publicId } from '../domain/ids';

/** `user:<hex>` or `key:<hex>` as it is kept, as the public id; `command-line` stays. */
export function publicActor(kept: string): string {
  const [kind, id] = kept.split(':');
  if (id === undefined) return kept;
  if (kind === 'user') return publicId('User', id);
  return kind === 'key' ? publicId('ApiKey', id) : kept;
}
