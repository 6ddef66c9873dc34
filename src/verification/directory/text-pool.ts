const CHUNK_BYTES = 1 << 20;
const LENGTH_BYTES = 2;

/**
 * Short texts in a few large pieces of memory: as strings, a million of them would take twice as much, and the garbage
 * collector's time. A text is known by its place, and stays there until the owner begins a pool anew.
 */
export class TextPool {
  private readonly chunks: Buffer[] = [];
  private used = CHUNK_BYTES;
  private removed = 0;

  /** At most 65,535 bytes as UTF-8. Answers the place: 32 bits, perhaps negative as a signed number. */
  add(text: string): number {
    const most = LENGTH_BYTES + 3 * text.length;
    if (this.used + most > CHUNK_BYTES) {
      this.chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.used = 0;
    }
    const chunk = this.chunks[this.chunks.length - 1] as Buffer;
    const length = chunk.write(text, this.used + LENGTH_BYTES, 'utf8');
    chunk.writeUInt16LE(length, this.used);
    const place = (this.chunks.length - 1) * CHUNK_BYTES + this.used;
    this.used += LENGTH_BYTES + length;
    return place | 0;
  }

  at(place: number): string {
    const { chunk, start, length } = this.find(place);
    return chunk.toString('utf8', start, start + length);
  }

  /** Its bytes stay taken. */
  remove(place: number): void {
    this.removed += LENGTH_BYTES + this.find(place).length;
  }

  /** Whether most of what it takes is of removed texts. */
  get isWasteful(): boolean {
    return this.removed > CHUNK_BYTES && this.removed * 2 > this.chunks.length * CHUNK_BYTES;
  }

  private find(place: number): { chunk: Buffer; start: number; length: number } {
    const unsigned = place >>> 0;
    const chunk = this.chunks[Math.floor(unsigned / CHUNK_BYTES)] as Buffer;
    const start = unsigned % CHUNK_BYTES;
    return { chunk, start: start + LENGTH_BYTES, length: chunk.readUInt16LE(start) };
  }
}
