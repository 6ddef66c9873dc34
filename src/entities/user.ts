import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber, bytesAsText } from './transformers';

@Entity('user')
export class User {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  /** argon2id, PHC string. */
  @Column('varchar', { name: 'password_hash' })
  passwordHash!: string;

  @Column('boolean')
  disabled!: boolean;

  @Column('varchar', { nullable: true })
  email!: string | null;

  @Column('varchar', { name: 'display_name', nullable: true })
  displayName!: string | null;

  /**
   * How often the user signed in or logged in. Written by each before its tokens: so it and a change that ends the user's
   * tokens meet in this row, on a cluster too, where a row that refers to it does not get in the way.
   */
  @Column('bigint', { name: 'sign_ins', transformer: bigintAsNumber })
  signIns!: number;

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
