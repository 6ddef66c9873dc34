/** A file that cannot be read or written as asked; the message says why and what to do. */
export class TreeFileError extends Error {
  readonly expected = true;
  override readonly name = 'TreeFileError';
}
