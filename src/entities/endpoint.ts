import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClientType, EndpointStatus } from '../domain/endpoints/endpoint';
import { bigintAsNumber, bytesAsText } from './transformers';

/** A device, named by its account and its own client id. */
@Entity('endpoint')
export class Endpoint {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { name: 'account_id' })
  accountId!: string;

  /** Chosen by the device; compared byte by byte. */
  @Column('blob', { name: 'client_id', transformer: bytesAsText })
  clientId!: string;

  /** For people; not unique. */
  @Column('varchar')
  name!: string;

  @Column('varchar', { name: 'client_type' })
  clientType!: ClientType;

  @Column('varchar', { nullable: true })
  description!: string | null;

  @Column('varchar')
  status!: EndpointStatus;

  /** Trusted by an administrator: then it is so on the accounts below too. */
  @Column('boolean')
  confirmed!: boolean;

  /** Who made the status what it is: `user:<hex>`, `key:<hex>` or `command-line`; null while it is PENDING. */
  @Column('varchar', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('datetime', { name: 'decided_at', precision: 3, nullable: true })
  decidedAt!: Date | null;

  /** The API key that it registered with. */
  @Column('varchar', { name: 'key_id' })
  keyId!: string;

  /** A public JWK with its `alg`, which the device proves itself by. */
  @Column('simple-json', { name: 'public_key', nullable: true })
  publicKey!: Record<string, unknown> | null;

  @Column('datetime', { name: 'registered_at', precision: 3 })
  registeredAt!: Date;

  @Column('varchar', { name: 'registered_ip', nullable: true })
  registeredIp!: string | null;

  /** Of its last token. */
  @Column('datetime', { name: 'last_seen_at', precision: 3, nullable: true })
  lastSeenAt!: Date | null;

  @Column('varchar', { name: 'last_seen_ip', nullable: true })
  lastSeenIp!: string | null;

  /** How often tokens were gained with it; as `User.signIns`. */
  @Column('bigint', { name: 'sign_ins', transformer: bigintAsNumber })
  signIns!: number;

  @Column('int')
  version!: number;
}
