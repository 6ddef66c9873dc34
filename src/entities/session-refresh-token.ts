import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('session_refresh_token')
export class SessionRefreshToken {
  @PrimaryColumn('blob', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('varchar', { name: 'session_id' })
  sessionId!: string;

  @Column('datetime', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  /** Set by its one use; a second one ends the session. */
  @Column('datetime', { name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;
}
