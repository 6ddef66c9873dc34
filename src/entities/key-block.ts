import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The account, and all below it, does without an inherited key. */
@Entity('key_block')
export class KeyBlock {
  @PrimaryColumn('varchar', { name: 'account_id' })
  accountId!: string;

  @PrimaryColumn('varchar', { name: 'key_id' })
  keyId!: string;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('varchar', { name: 'created_by' })
  createdBy!: string;
}
