const CHUNK_BYTES = 1 << 20;
const LENGTH_BYTES = 2;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Short texts in a few large pieces of memory: as strings, a million of them would take twice as much, and the garbage
 * collector's time. They are kept as answers have them, JSON in UTF-8. A text is known by its place, and stays there
 * until the owner begins a pool anew.
 */
export class TextPool {
  private readonly chunks: Buffer[] = [];
  private used = CHUNK_BYTES;
  private removed = 0;

  /** Of at most 10,000 characters. Answers the place: 32 bits, perhaps negative as a signed number, never -1. */
  add(text: string): number {
    const json = JSON.stringify(text);
    const most = LENGTH_BYTES + 3 * json.length;
    if (this.used + most > CHUNK_BYTES) {
      this.chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.used = 0;
    }
    const chunk = this.chunks[this.chunks.length - 1] as Buffer;
    const length = chunk.write(json, this.used + LENGTH_BYTES, 'utf8');
    chunk.writeUInt16LE(length, this.used);
    const place = (this.chunks.length - 1) * CHUNK_BYTES + this.used;
    this.used += LENGTH_BYTES + length;
    return place | 0;
  }

  at(place: number): string {
    const chunk = this.chunkOf(place);
    const start = startIn(place);
    return JSON.parse(chunk.toString('utf8', start, start + lengthAt(chunk, start))) as string;
  }

  /** Writes its JSON in UTF-8 to `target` and answers where it ends there. */
  copy(place: number, target: Uint8Array, from: number): number {
    const chunk = this.chunkOf(place);
    const start = startIn(place);
    const length = lengthAt(chunk, start);
    for (let index = 0; index < length; index++) target[from + index] = chunk[start + index] as number;
    return from + length;
  }

  /** Whether it is this text. */
  isAt(place: number, text: string): boolean {
    const chunk = this.chunkOf(place);
    const start = startIn(place);
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return this.at(place) === text;
      if (chunk[start + 1 + index] !== code) return false;
    }
    return lengthAt(chunk, start) === text.length + 2;
  }

  /** Its bytes stay taken. */
  remove(place: number): void {
    this.removed += LENGTH_BYTES + lengthAt(this.chunkOf(place), startIn(place));
  }

  /** Whether most of what it takes is of removed texts. */
  get isWasteful(): boolean {
    return this.removed > CHUNK_BYTES && this.removed * 2 > this.chunks.length * CHUNK_BYTES;
  }

  private chunkOf(place: number): Buffer {
    return this.chunks[place >>> 20] as Buffer;
  }
}

/** Where the text itself begins in its chunk; its length stands before it. */
function startIn(place: number): number {
  return (place & (CHUNK_BYTES - 1)) + LENGTH_BYTES;
}

function lengthAt(chunk: Buffer, start: number): number {
  return (chunk[start - 2] as number) | ((chunk[start - 1] as number) << 8);
}
