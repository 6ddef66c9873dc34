import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('account_domain')
export class AccountDomain {
  /** Lower case. */
  @PrimaryColumn('varchar')
  domain!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;
}
