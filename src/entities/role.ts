import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Permission } from '../domain/permissions/permission';
import { bytesAsText } from './transformers';

@Entity('role')
export class Role {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('simple-json')
  permissions!: Permission[];

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
