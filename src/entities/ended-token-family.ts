import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A token family that ended before its access tokens expired. */
@Entity('ended_token_family')
export class EndedTokenFamily {
  @PrimaryColumn('varchar')
  id!: string;

  /** By then none of its access tokens is good any more. */
  @Column('datetime', { name: 'forget_at', precision: 3 })
  forgetAt!: Date;
}
