import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A random key for one purpose, wrapped by the server secret. */
@Entity('data_key')
export class DataKey {
  @PrimaryColumn('varchar')
  purpose!: string;

  /** Names the key without telling it: hex. */
  @Column('varchar')
  fingerprint!: string;

  /** AES-256-GCM: nonce, tag, ciphertext. */
  @Column('blob')
  wrapped!: Buffer;
}
