import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClientType, RegistrationStatus } from '../domain/endpoints/endpoint';

/** What a device asked for with one device code (RFC 8628), until it has its token or the code expires. */
@Entity('device_registration')
export class DeviceRegistration {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'endpoint_id' })
  endpointId!: string;

  @Column('blob', { name: 'code_hash' })
  codeHash!: Buffer;

  /** `BCDF-GHJK`: shown by the device and to the administrator. */
  @Column('varchar', { name: 'user_code' })
  userCode!: string;

  @Column('varchar')
  status!: RegistrationStatus;

  @Column('varchar', { name: 'key_id' })
  keyId!: string;

  @Column('varchar', { name: 'client_type' })
  clientType!: ClientType;

  @Column('varchar', { nullable: true })
  description!: string | null;

  /** Becomes the endpoint's when this is allowed. */
  @Column('simple-json', { name: 'public_key', nullable: true })
  publicKey!: Record<string, unknown> | null;

  @Column('varchar', { nullable: true })
  ip!: string | null;

  /** What counts as one address. */
  @Column('varchar', { name: 'address_group' })
  addressGroup!: string;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column('datetime', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column('datetime', { name: 'polled_at', precision: 3, nullable: true })
  polledAt!: Date | null;

  /** Least time between two polls; longer after each that came too soon. */
  @Column('int', { name: 'interval_seconds' })
  intervalSeconds!: number;
}
