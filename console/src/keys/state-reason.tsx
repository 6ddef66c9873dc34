import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { When } from '../parts/when';
import type { EffectiveKey } from './effective-key';

/** What keeps a key from opening this account, in a few words: who blocks it, where it was stopped, since when. */
export function StateReason({ edge }: { readonly edge: EffectiveKey }): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  const { state, blockedBy, definedOn, node } = edge;
  const isSuspended = account.effectiveStatus === 'SUSPENDED';
  if (state === 'ACTIVE' && !isSuspended) return null;
  return (
    <Text size="xs" c="dimmed">
      {state === 'ACTIVE' && t('because.suspended')}
      {state === 'BLOCKED' && <AtPlace because="blocked" of={blockedBy ?? definedOn} />}
      {state === 'INACTIVE' && <AtPlace because="inactive" of={definedOn} />}
      {state === 'EXPIRED' && <When at={node.expiresAt} />}
    </Text>
  );
}

/** "This account" is another word in "by this account" than on its own, in some languages: a text of its own. */
function AtPlace({
  because,
  of,
}: {
  readonly because: 'blocked' | 'inactive';
  readonly of: EffectiveKey['definedOn'];
}): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  if (of.id === account.id) return t(`because.${because}Here`);
  return (
    <>
      {t(`because.${because}`)} <Place of={of} />
    </>
  );
}

/** A link where the viewer may go there. */
export function Place({ of }: { readonly of: EffectiveKey['definedOn'] }): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  if (of.id === account.id) return t('here');
  if (!of.id) return of.name;
  return (
    <Anchor component={Link} href={places.account(of.id)} inherit underline="always">
      {of.name}
    </Anchor>
  );
}
