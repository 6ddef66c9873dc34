import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from './transformers';

/** One row. `seq` is the write lock and orders all changes; a restore sets a new `epoch`. */
@Entity('installation')
export class Installation {
  @PrimaryColumn('int')
  id!: 1;

  @Column('bigint', { transformer: bigintAsNumber })
  seq!: number;

  @Column('varchar')
  epoch!: string;
}
