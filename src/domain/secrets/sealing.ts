import { decrypt, encrypt } from './aes-gcm';

/** Encrypts what must be read back, under one data key. What is sealed for one row does not open in another. */
export class Sealing {
  constructor(private readonly key: Buffer) {}

  /** @param row names the table and the row, e.g. `signing_key:<id>` */
  seal(text: string, row: string): Buffer {
    return encrypt(this.key, Buffer.from(text, 'utf8'), row);
  }

  /** Null where it was sealed for another row, or under another data key. */
  open(sealed: Buffer, row: string): string | null {
    return decrypt(this.key, sealed, row)?.toString('utf8') ?? null;
  }
}
