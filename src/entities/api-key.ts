import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClientType } from '../domain/keys/api-key';
import type { Permission } from '../domain/permissions/permission';
import { bytesAsText } from './transformers';

@Entity('api_key')
export class ApiKey {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  @Column('varchar')
  name!: string;

  @Column('blob', { name: 'name_key', transformer: bytesAsText })
  nameKey!: string;

  /** First and last characters of the value, `…` between. */
  @Column('varchar')
  hint!: string;

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

  @Column('datetime', { name: 'expires_at', precision: 3, nullable: true })
  expiresAt!: Date | null;

  /** Canonical ranges. */
  @Column('simple-json', { name: 'allowed_ips' })
  allowedIps!: string[];

  @Column('boolean')
  predefined!: boolean;

  /** The value came from a template that fixes it. */
  @Column('boolean', { name: 'fixed_template_value' })
  fixedTemplateValue!: boolean;

  @Column('varchar', { name: 'client_type' })
  clientType!: ClientType;

  @Column('simple-json')
  permissions!: Permission[];

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('simple-json')
  tags!: string[];

  @Column('int')
  version!: number;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** Actor, e.g. `user:<hex>` or `command-line`. */
  @Column('varchar', { name: 'created_by' })
  createdBy!: string;

  @Column('datetime', { name: 'updated_at', precision: 3 })
  updatedAt!: Date;

  @Column('datetime', { name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column('varchar', { name: 'last_used_ip', nullable: true })
  lastUsedIp!: string | null;
}
