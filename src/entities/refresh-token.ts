import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Of a token family. Only its keyed hash is kept. */
@Entity('refresh_token')
export class RefreshToken {
  @PrimaryColumn('blob', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('varchar', { name: 'family_id' })
  familyId!: string;

  @Column('datetime', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  /** Set by its one use; a second one ends the family. */
  @Column('datetime', { name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;
}
