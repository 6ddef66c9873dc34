import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeliveryError, DeliveryStatus } from '../domain/webhooks/delivery';

/** One event for one webhook: first to be sent, then the record that it was. */
@Entity('webhook_delivery')
export class WebhookDelivery {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'webhook_id' })
  webhookId!: string;

  /** As the payload's `type`. */
  @Column('varchar', { name: 'event_type' })
  eventType!: string;

  /** The body, byte by byte, since it is signed; null once it is delivered or given up. */
  @Column('text', { nullable: true })
  payload!: string | null;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('varchar')
  status!: DeliveryStatus;

  /** Those that were begun. */
  @Column('int')
  attempts!: number;

  /** When the last one was begun. */
  @Column('datetime', { name: 'attempted_at', precision: 3, nullable: true })
  attemptedAt!: Date | null;

  /** While one is under way: when it is taken for lost. Null where there is none to come. */
  @Column('datetime', { name: 'next_attempt_at', precision: 3, nullable: true })
  nextAttemptAt!: Date | null;

  /** Of the last attempt. */
  @Column('int', { name: 'response_status', nullable: true })
  responseStatus!: number | null;

  @Column('varchar', { nullable: true })
  error!: DeliveryError | null;
}
