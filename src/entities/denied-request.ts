import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DecisionCode, OperationClass } from '../domain/decision/codes';

/** A request of an account that was refused; the newest are kept. */
@Entity('denied_request')
export class DeniedRequest {
  /** UUIDv7 of the time of the refusal. */
  @PrimaryColumn('varchar')
  id!: string;

  @Column('datetime', { precision: 3 })
  at!: Date;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  /** Null where no key was found; it may be gone by now. */
  @Column('varchar', { name: 'key_id', nullable: true })
  keyId!: string | null;

  @Column('varchar', { name: 'gateway_id', nullable: true })
  gatewayId!: string | null;

  @Column('varchar')
  code!: DecisionCode;

  @Column('varchar')
  operation!: OperationClass;

  /** Null where it was not known. */
  @Column('varchar', { nullable: true })
  ip!: string | null;
}
