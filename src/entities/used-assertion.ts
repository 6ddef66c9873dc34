import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client assertion (RFC 7523) that was used: each works once. */
@Entity('used_assertion')
export class UsedAssertion {
  /** Keyed hash of its client and `jti`. */
  @PrimaryColumn('blob', { name: 'assertion_hash' })
  assertionHash!: Buffer;

  /** By then it has expired. */
  @Column('datetime', { name: 'forget_at', precision: 3 })
  forgetAt!: Date;
}
