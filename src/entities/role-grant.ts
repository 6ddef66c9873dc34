import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The user holds the role on the account and on everything below it. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'user_id' })
  userId!: string;

  @Column('varchar', { name: 'role_id' })
  roleId!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('varchar', { name: 'created_by' })
  createdBy!: string;
}
