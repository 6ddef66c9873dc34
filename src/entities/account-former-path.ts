import { Entity, PrimaryColumn } from 'typeorm';

/** A path that an account had before it, or an ancestor, was moved: its audit records still lie there. */
@Entity('account_former_path')
export class AccountFormerPath {
  @PrimaryColumn('varchar', { name: 'account_id' })
  accountId!: string;

  @PrimaryColumn('varchar')
  path!: string;
}
