import { parsePiece } from './parse-piece';

/** One member of the document's object, or one element of its list, as the bytes of its JSON. */
export interface JsonPiece {
  /** Name of the member. */
  readonly member: string;
  /** Position in the list, from 0; null for a member that is a piece by itself. */
  readonly index: number | null;
  readonly bytes: Buffer;
  /** How many members its objects have, all together: fewer after parsing, and one of them stood twice. */
  readonly members: number;
  /** Where it begins, from 1. */
  readonly line: number;
}

/** The document is cut where its brackets say; this is where they stopped making sense. */
export class JsonStructureError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** What is held at once: no account of a real tree comes near it. */
const LARGEST_PIECE_BYTES = 128 * 1024 * 1024;

const BYTE = { quote: 0x22, backslash: 0x5c, comma: 0x2c, colon: 0x3a, newline: 0x0a } as const;
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const [OBJECT, END_OF_OBJECT, LIST, END_OF_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

type Expected =
  | 'object'
  | 'first member'
  | 'member'
  | 'colon'
  | 'value'
  | 'after value'
  | 'first element'
  | 'element'
  | 'after element'
  | 'end';

/**
 * Cuts a JSON document into pieces small enough to be parsed one by one: the members of its object, and of the member
 * `list` each element. It follows strings and brackets only; what is between them, JSON.parse of each piece judges.
 */
export async function* jsonPieces(chunks: AsyncIterable<Buffer>, list: string): AsyncGenerator<JsonPiece> {
  const cutter = new Cutter(list);
  let first = true;
  for await (const chunk of chunks) {
    const marked = first && chunk.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    first = false;
    yield* cutter.cut(marked ? chunk.subarray(BYTE_ORDER_MARK.length) : chunk);
  }
  cutter.end();
}

class Cutter {
  private expected: Expected = 'object';
  private member = '';
  /** Of the next element; null before the list. */
  private index: number | null = null;
  private line = 1;

  /** Of the piece or name under way. */
  private parts: Buffer[] = [];
  private heldBytes = 0;
  private startLine = 1;
  private within: 'nothing' | 'name' | 'value' = 'nothing';
  private depth = 0;
  private members = 0;
  private inString = false;
  private escaped = false;

  constructor(private readonly list: string) {}

  *cut(chunk: Buffer): Generator<JsonPiece> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === BYTE.newline) this.line++;
      if (this.within === 'nothing') {
        if (isBlank(byte)) continue;
        if (this.begin(byte)) start = at;
        continue;
      }
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BYTE.backslash) this.escaped = true;
        else if (byte === BYTE.quote) this.inString = false;
        if (this.inString || this.depth > 0) continue;
        yield* this.finish(chunk.subarray(start, at + 1));
      } else if (byte === BYTE.quote) {
        this.inString = true;
      } else if (byte === BYTE.colon) {
        this.members++;
      } else if (OPENING.has(byte)) {
        this.depth++;
      } else if (CLOSING.has(byte) && this.depth > 0) {
        if (--this.depth === 0) yield* this.finish(chunk.subarray(start, at + 1));
      } else if (this.depth === 0 && (isBlank(byte) || byte === BYTE.comma || CLOSING.has(byte))) {
        // The end of a number or word is seen by what follows, which is looked at once more.
        yield* this.finish(chunk.subarray(start, at));
        if (byte === BYTE.newline) this.line--;
        at--;
      }
    }
    if (this.within !== 'nothing') this.hold(chunk.subarray(start));
  }

  end(): void {
    if (this.expected !== 'end')
      throw new JsonStructureError('The file ends before its JSON does: it was cut.', this.line);
  }

  /** Between pieces. Answers whether a piece or name begins here. */
  private begin(byte: number): boolean {
    switch (this.expected) {
      case 'object':
        this.expected = this.require(byte === OBJECT, 'first member');
        return false;
      case 'first member':
      case 'member':
        if (byte === END_OF_OBJECT && this.expected === 'first member') return this.go('end');
        this.require(byte === BYTE.quote, 'colon');
        return this.enter('name', byte);
      case 'colon':
        return this.go(this.require(byte === BYTE.colon, 'value'));
      case 'value':
        if (byte === LIST && this.member === this.list) {
          if (this.index !== null) throw new JsonStructureError(`\`${this.list}\` stands twice.`, this.line);
          this.index = 0;
          return this.go('first element');
        }
        return this.enter('value', byte);
      case 'after value':
        if (byte === END_OF_OBJECT) return this.go('end');
        return this.go(this.require(byte === BYTE.comma, 'member'));
      case 'first element':
      case 'element':
        if (byte === END_OF_LIST && this.expected === 'first element') return this.go('after value');
        return this.enter('value', byte);
      case 'after element':
        if (byte === END_OF_LIST) return this.go('after value');
        return this.go(this.require(byte === BYTE.comma, 'element'));
      case 'end':
        throw new JsonStructureError('Something stands after the end of the document.', this.line);
    }
  }

  private require(holds: boolean, next: Expected): Expected {
    if (!holds) throw new JsonStructureError('This is no valid JSON.', this.line);
    return next;
  }

  private go(next: Expected): false {
    this.expected = next;
    return false;
  }

  private enter(what: 'name' | 'value', byte: number): true {
    this.require(byte !== BYTE.comma && byte !== BYTE.colon && !CLOSING.has(byte), 'value');
    this.within = what;
    this.startLine = this.line;
    this.depth = OPENING.has(byte) ? 1 : 0;
    this.members = 0;
    this.inString = byte === BYTE.quote;
    this.escaped = false;
    return true;
  }

  private hold(part: Buffer): void {
    this.heldBytes += part.length;
    if (this.heldBytes > LARGEST_PIECE_BYTES) {
      throw new JsonStructureError('What begins here is larger than 128 MiB: an account is never.', this.startLine);
    }
    // A copy: the chunk's memory is used again.
    this.parts.push(Buffer.from(part));
  }

  private *finish(last: Buffer): Generator<JsonPiece> {
    const bytes = Buffer.concat([...this.parts, last]);
    const was = this.within;
    this.parts = [];
    this.heldBytes = 0;
    this.within = 'nothing';
    if (was === 'name') {
      this.member = nameOf(bytes, this.startLine);
      this.expected = 'colon';
      return;
    }
    const inList = this.expected === 'element' || this.expected === 'first element';
    this.expected = inList ? 'after element' : 'after value';
    const index = inList ? (this.index ?? 0) : null;
    if (index !== null) this.index = index + 1;
    yield { member: this.member, index, bytes, members: this.members, line: this.startLine };
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === BYTE.newline || byte === 0x0d || byte === 0x09;
}

function nameOf(bytes: Buffer, line: number): string {
  const name = parsePiece(bytes);
  if (typeof name !== 'string') throw new JsonStructureError('This is no valid JSON.', line);
  return name;
}
