import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountKind, AccountStatus } from '../domain/accounts/account';
import { bytesAsText } from './transformers';

@Entity('account')
export class Account {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar')
  kind!: AccountKind;

  @Column('varchar', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  /** Always VENDOR where there is a parent: the database refuses children of a customer by it. */
  @Column('varchar', { name: 'parent_kind', nullable: true })
  parentKind!: 'VENDOR' | null;

  /** 1 on the root alone. */
  @Column('int', { name: 'root_slot', nullable: true })
  rootSlot!: 1 | null;

  @Column('varchar')
  path!: string;

  @Column('int')
  depth!: number;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  @Column('varchar')
  status!: AccountStatus;

  @Column('blob', { name: 'external_id', nullable: true, transformer: bytesAsText })
  externalId!: string | null;

  @Column('int', { name: 'user_access_token_seconds', nullable: true })
  userAccessTokenSeconds!: number | null;

  @Column('int', { name: 'device_access_token_seconds', nullable: true })
  deviceAccessTokenSeconds!: number | null;

  @Column('int', { name: 'refresh_token_seconds', nullable: true })
  refreshTokenSeconds!: number | null;

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
