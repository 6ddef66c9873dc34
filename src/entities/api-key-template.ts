import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClientType } from '../domain/keys/api-key';
import { bytesAsText } from './transformers';

/** What a new customer below the account gets a predefined key from. */
@Entity('api_key_template')
export class ApiKeyTemplate {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  @Column('varchar', { name: 'client_type' })
  clientType!: ClientType;

  @Column('boolean')
  active!: boolean;

  @Column('boolean', { name: 'full_api_access' })
  fullApiAccess!: boolean;

  @Column('boolean', { name: 'allow_unauthenticated_requests' })
  allowUnauthenticatedRequests!: boolean;

  @Column('boolean', { name: 'allow_untrusted_endpoints' })
  allowUntrustedEndpoints!: boolean;

  @Column('boolean', { name: 'automatic_endpoint_trust' })
  automaticEndpointTrust!: boolean;

  @Column('text', { nullable: true })
  description!: string | null;

  /** Of the fixed value, where there is one. */
  @Column('blob', { name: 'value_hash', nullable: true })
  valueHash!: Buffer | null;

  @Column('varchar', { nullable: true })
  hint!: string | null;

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;
}
