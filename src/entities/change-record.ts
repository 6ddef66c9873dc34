import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from './transformers';

/** What a follower of the database must look at again. */
@Entity('change_record')
export class ChangeRecord {
  @PrimaryColumn('bigint', { transformer: bigintAsNumber })
  seq!: number;

  /** Position within the transaction, from 0. */
  @PrimaryColumn('int')
  n!: number;

  @Column('varchar')
  kind!: string;

  @Column('varchar')
  ref!: string;
}
