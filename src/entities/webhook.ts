import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WebhookEvent } from '../domain/webhooks/webhook-event';
import { bytesAsText } from './transformers';

/** Where an account is told of what happens on it and below. */
@Entity('webhook')
export class Webhook {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  @Column('varchar')
  url!: string;

  @Column('blob', { name: 'sealed_secret' })
  sealedSecret!: Buffer;

  /** The one before, which signs too for a while. */
  @Column('blob', { name: 'sealed_previous_secret', nullable: true })
  sealedPreviousSecret!: Buffer | null;

  @Column('datetime', { name: 'previous_secret_signs_until', precision: 3, nullable: true })
  previousSecretSignsUntil!: Date | null;

  @Column('boolean')
  enabled!: boolean;

  /** Which it is told of; empty: all. */
  @Column('simple-json')
  events!: WebhookEvent[];

  /** More refused requests in an hour on one account are an event. */
  @Column('int', { name: 'refusals_threshold' })
  refusalsThreshold!: number;

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** Actor, e.g. `user:<hex>` or `command-line`. */
  @Column('varchar', { name: 'created_by' })
  createdBy!: string;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
