import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A value that a key bears: its current one, and those replaced until they are forgotten. */
@Entity('api_key_value')
export class ApiKeyValue {
  /** HMAC-SHA-256 of the value under the data key for API key values. */
  @PrimaryColumn('blob', { name: 'value_hash' })
  valueHash!: Buffer;

  @PrimaryColumn('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar', { name: 'key_id' })
  keyId!: string;

  /** 1 on the current value, else null. */
  @Column('int', { name: 'is_current', nullable: true })
  isCurrent!: 1 | null;

  /** End of the overlap of a replaced value; null on the current one. */
  @Column('datetime', { name: 'works_until', precision: 3, nullable: true })
  worksUntil!: Date | null;
}
