import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A pair of Ed25519 keys that signs access tokens. Its id is the `kid`. */
@Entity('signing_key')
export class SigningKey {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('simple-json', { name: 'public_jwk' })
  publicJwk!: Record<string, unknown>;

  /** Encrypted, and bound to this row. */
  @Column('blob', { name: 'sealed_private_jwk' })
  sealedPrivateJwk!: Buffer;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** Published before, so that whoever keeps the published keys for a while has it by then. */
  @Column('datetime', { name: 'signs_from', precision: 3 })
  signsFrom!: Date;
}
