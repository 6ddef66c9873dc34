import { Arg, Args, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { listAuditEvents } from '../../application/audit/list-audit-events';
import { lineOf } from '../../domain/accounts/account-path';
import { type IdKind, ID_PREFIXES, parseAnyPublicId, publicId } from '../../domain/ids';
import { NotFoundError } from '../../domain/errors';
import type { AuditEvent } from '../../entities/audit-event';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import { ifGiven } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { AuditEventFilterInput } from '../inputs/audit-list';
import { PageArgs } from '../inputs/page-args';
import { withPublicIds } from '../public-ids';
import { AccountType } from '../types/account';
import { AuditActorType, AuditEventConnection, AuditEventType, AuditTargetType } from '../types/audit-event';
import type { ConnectionOf } from '../types/connection';

/** What an actor is, by its kind. */
const ACTORS: Readonly<Record<string, IdKind>> = { USER: 'User', KEY: 'ApiKey', ENDPOINT: 'Endpoint' };

@Resolver(() => AuditEventType)
export class AuditEventResolver {
  @FieldResolver(() => AuditActorType, { description: 'Who did it.' })
  actor(@Root() event: AuditEvent): AuditActorType {
    const { actorKind: kind, actorId, actorName: name } = event;
    return { kind, id: actorId === null ? null : publicId(ACTORS[kind] ?? 'User', actorId), name };
  }

  @FieldResolver(() => AuditTargetType, { description: 'What it was done to.' })
  target(@Root() event: AuditEvent): AuditTargetType {
    const { targetType: type, targetId, targetName: name } = event;
    const id = targetId !== null && type in ID_PREFIXES ? publicId(type as IdKind, targetId) : null;
    return { type, id, name };
  }

  @FieldResolver()
  before(@Root() { before }: AuditEvent): Record<string, unknown> | null {
    return before && withPublicIds(before);
  }

  @FieldResolver()
  after(@Root() { after }: AuditEvent): Record<string, unknown> | null {
    return after && withPublicIds(after);
  }

  @FieldResolver(() => ID, { description: 'The account where it happened; it may be gone by now.' })
  accountId(@Root() event: AuditEvent): string {
    return publicId('Account', event.accountId);
  }

  @FieldResolver(() => Int, { description: 'Depth of that account then: 0 is the root.' })
  depth(@Root() event: AuditEvent): number {
    return lineOf(event.pathThen).length - 1;
  }
}

@Resolver(() => AccountType)
export class AccountAuditResolver {
  @FieldResolver(() => AuditEventConnection, {
    nullable: true,
    description:
      'What happened on the account and below it, newest first. Takes ViewAuditLog; null, with an error, without it.',
  })
  async auditEvents(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AuditEventFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: AuditEventFilterInput | null,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<AuditEvent>> {
    const wanted = {
      accountId: account.id,
      actions: filter?.actions ?? undefined,
      actorId: ifGiven(filter?.actorId, (id) => bareId('User', id, ['filter', 'actorId'])),
      targetId: ifGiven(filter?.targetId, anyBareId),
      from: filter?.from ?? undefined,
      to: filter?.to ?? undefined,
    };
    const list = ['audit', wanted];
    const page = await listAuditEvents(app, { ...wanted, ...pageRequest(list, args) });
    return toConnection(list, page, (event) => [event.id]);
  }
}

function anyBareId(id: string): string {
  const parsed = parseAnyPublicId(id);
  if (!parsed) throw new NotFoundError('`filter.targetId` is no id.', ['filter', 'targetId']);
  return parsed.id;
}
