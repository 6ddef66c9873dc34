import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A management sign-in and the family of its refresh tokens. Ending it deletes the row. */
@Entity('session')
export class Session {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'user_id' })
  userId!: string;

  @Column('blob', { name: 'access_hash' })
  accessHash!: Buffer;

  @Column('datetime', { name: 'access_expires_at', precision: 3 })
  accessExpiresAt!: Date;

  /** The family ends then, however often it was refreshed. */
  @Column('datetime', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('varchar', { nullable: true })
  ip!: string | null;
}
