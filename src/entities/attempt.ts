import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often something that may be guessed was tried: sign-ins, values that conflict. */
@Entity('attempt')
export class Attempt {
  /** SHA-256 of what is counted (kind, user, address): no name is kept. */
  @PrimaryColumn('blob')
  bucket!: Buffer;

  @Column('int')
  count!: number;

  @Column('datetime', { name: 'window_ends_at', precision: 3 })
  windowEndsAt!: Date;
}
