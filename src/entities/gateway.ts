import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bytesAsText } from './transformers';

/** A caller of its own that asks whether requests may pass, for its account and all below. */
@Entity('gateway')
export class Gateway {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  @Column('blob', { name: 'credential_hash' })
  credentialHash!: Buffer;

  /** First and last characters of the credential, `…` between. */
  @Column('varchar')
  hint!: string;

  @Column('boolean')
  enabled!: boolean;

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** Actor, e.g. `user:<hex>` or `command-line`. */
  @Column('varchar', { name: 'created_by' })
  createdBy!: string;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;

  /** Written by whoever serves its requests, beside the changes. */
  @Column('datetime', { name: 'last_seen_at', precision: 3, nullable: true })
  lastSeenAt!: Date | null;
}
