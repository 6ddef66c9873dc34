import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from './transformers';

@Entity('audit_event')
export class AuditEvent {
  @PrimaryColumn('varchar')
  id!: string;

  /** Of the change; null for what changes nothing that is followed (sign-ins, exports). */
  @Column('bigint', { nullable: true, transformer: bigintAsNumber })
  seq!: number | null;

  @Column('datetime', { precision: 3 })
  at!: Date;

  /** USER, COMMAND_LINE, SYSTEM, ANONYMOUS. */
  @Column('varchar', { name: 'actor_kind' })
  actorKind!: string;

  @Column('varchar', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('varchar', { name: 'actor_name', nullable: true })
  actorName!: string | null;

  @Column('varchar', { nullable: true })
  ip!: string | null;

  @Column('varchar')
  action!: string;

  /** No foreign key: records outlive what they tell of. */
  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  /** The line of the account at that time. */
  @Column('varchar', { name: 'path_then' })
  pathThen!: string;

  @Column('varchar', { name: 'target_type' })
  targetType!: string;

  @Column('varchar', { name: 'target_id', nullable: true })
  targetId!: string | null;

  @Column('varchar', { name: 'target_name', nullable: true })
  targetName!: string | null;

  @Column('simple-json', { nullable: true })
  before!: Record<string, unknown> | null;

  @Column('simple-json', { nullable: true })
  after!: Record<string, unknown> | null;
}
