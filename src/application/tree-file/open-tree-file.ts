import { createReadStream } from 'node:fs';
import { type FileFaults, FileFaultsError, type Spot } from './file-faults';
import { FORMAT } from './format';
import { type JsonPiece, JsonStructureError, jsonPieces } from './json-pieces';
import { countMembers, parsePiece } from './parse-piece';
import { TreeFileError } from './tree-file-error';

/** A tree file that was looked through once. */
export interface TreeFile {
  /** Undefined: not given. */
  readonly dataKeyFingerprint: unknown;
  readonly root: JsonPiece | null;
  readonly accountCount: number;
  /** The elements of `accounts`; as often as one likes. */
  accounts(): AsyncGenerator<JsonPiece>;
}

const LIST = 'accounts';
const CHUNK_BYTES = 256 * 1024;

/**
 * Reads the whole file once, holding no more than one account: its members may stand in any order.
 * @throws FileFaultsError where it is no tree file
 */
export async function openTreeFile(path: string, faults: FileFaults): Promise<TreeFile> {
  const members = new Map<string, JsonPiece>();
  let accountCount = 0;
  for await (const piece of piecesOf(path, faults)) {
    if (piece.index !== null) accountCount++;
    else if (members.has(piece.member))
      faults.spot(piece.member, piece.line).fault('DUPLICATE', 'This property stands twice.');
    else members.set(piece.member, piece);
  }
  checkMembers(members, faults);
  const fingerprint = members.get('dataKeyFingerprint');
  return {
    dataKeyFingerprint: fingerprint && parsePiece(fingerprint.bytes),
    root: members.get('root') ?? null,
    accountCount,
    async *accounts() {
      for await (const piece of piecesOf(path, faults)) if (piece.index !== null) yield piece;
    },
  };
}

async function* piecesOf(path: string, faults: FileFaults): AsyncGenerator<JsonPiece> {
  try {
    yield* jsonPieces(createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>, LIST);
  } catch (error) {
    if (!(error instanceof JsonStructureError)) throw unreadable(path, error);
    faults.spot('', error.line).fault('NOT_JSON', error.message);
    throw new FileFaultsError(faults, 0);
  }
}

function unreadable(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new TreeFileError(`There is no file ${path}.`);
  return code === undefined ? error : new TreeFileError(`${path} cannot be read: ${message}`);
}

function checkMembers(members: ReadonlyMap<string, JsonPiece>, faults: FileFaults): void {
  const format = members.get('format');
  if (!format || parsePiece(format.bytes) !== FORMAT) {
    faults.spot('format', format?.line ?? null).fault('UNKNOWN_FORMAT', `A tree file says "format": "${FORMAT}".`);
  }
  const list = members.get(LIST);
  if (list) faults.spot(LIST, list.line).fault('WRONG_TYPE', 'Here stands a list.');
  for (const [name, { line }] of members) {
    if (['format', 'dataKeyFingerprint', 'root', LIST].includes(name)) continue;
    faults
      .spot(name, line)
      .fault(
        'UNKNOWN_PROPERTY',
        'There is no such property here; known are format, dataKeyFingerprint, root, accounts.',
      );
  }
  if (!format) throw new FileFaultsError(faults, 0);
}

/** The piece as a value; undefined, with a fault, where it is no JSON. */
export function valueOf(piece: JsonPiece, spot: Spot): unknown {
  const value = parsePiece(piece.bytes);
  if (value === undefined) spot.fault('NOT_JSON', 'What begins on this line is no valid JSON in UTF-8.');
  else if (countMembers(value) !== piece.members) {
    spot.fault(
      'DUPLICATE_PROPERTY',
      'A property stands twice in one of the objects here: of the two one would be lost.',
    );
  }
  return value;
}
