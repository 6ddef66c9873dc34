import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bytesAsText } from './transformers';

/** A LOGIN, or the tokens that a device got at once, with all that they are refreshed to. Ending it deletes the row. */
@Entity('token_family')
export class TokenFamily {
  @PrimaryColumn('varchar')
  id!: string;

  /** Where it was gained: every refresh is decided on it. */
  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  /** Null: the tokens are a device's own. */
  @Column('varchar', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** A device's own; of a user, the device that the login came from, where there was one. */
  @Column('varchar', { name: 'endpoint_id', nullable: true })
  endpointId!: string | null;

  /** The API key through which it was gained. */
  @Column('varchar', { name: 'key_id' })
  keyId!: string;

  /** Whom the tokens were issued to: a device's client id, else the public id of the key. */
  @Column('blob', { name: 'client_id', transformer: bytesAsText })
  clientId!: string;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** It ends then, however often it was refreshed. */
  @Column('datetime', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column('varchar', { nullable: true })
  ip!: string | null;
}
