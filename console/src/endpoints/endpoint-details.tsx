import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { places } from '../app/places';
import { Fact, Facts } from '../parts/facts';
import { When } from '../parts/when';
import { DecidedBy } from './deciders';
import type { Endpoint } from './endpoint';
import { EndpointState } from './endpoint-state';

/** All that is known of a device. */
export function EndpointDetails({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  const { t } = useTranslation('endpoints');
  const { account, apiKey, confirmed, status } = endpoint;
  return (
    <Facts>
      <Fact name={t('status')}>
        <EndpointState endpoint={endpoint} />
        {status === 'TRUSTED' && (
          <Text size="xs" c="dimmed">
            {confirmed ? t('confirmedHelp') : t('byKeyAloneHelp')}
          </Text>
        )}
      </Fact>
      {status !== 'PENDING' && (
        <Fact name={t('decidedBy')}>
          <DecidedBy endpoint={endpoint} />
          {endpoint.decidedAt !== null && (
            <>
              {', '}
              <When at={endpoint.decidedAt} />
            </>
          )}
        </Fact>
      )}
      <Fact name={t('clientId')}>
        <span className="mono">{endpoint.clientId}</span>
      </Fact>
      <Fact name={t('type')}>{t(`typeOf.${endpoint.clientType}`)}</Fact>
      <Fact name={t('description')}>{endpoint.description ?? '–'}</Fact>
      <Fact name={t('account')}>
        {account ? (
          <Anchor component={Link} href={places.account(account.id, 'endpoints')} size="sm">
            {account.name}
          </Anchor>
        ) : (
          '–'
        )}
      </Fact>
      <Fact name={t('key')}>
        <KeyOf apiKey={apiKey} accountId={account?.id} />
      </Fact>
      <Fact name={t('ownKey')}>{endpoint.hasOwnKey ? t('ownKeyYes') : t('ownKeyNo')}</Fact>
      <Fact name={t('registered')}>
        <When at={endpoint.registeredAt} /> {from(endpoint.registeredIp)}
      </Fact>
      <Fact name={t('lastSeen')}>
        <When at={endpoint.lastSeenAt} /> {from(endpoint.lastSeenIp)}
      </Fact>
      <Fact name={t('id')}>
        <span className="mono">{endpoint.id}</span>
      </Fact>
    </Facts>
  );

  function from(ip: string | null): string {
    return ip === null ? '' : t('from', { ip });
  }
}

/** Null where the viewer does not see it, or it is gone. */
export function KeyOf({
  apiKey,
  accountId,
}: {
  readonly apiKey: Endpoint['apiKey'];
  readonly accountId: string | undefined;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  if (!apiKey) return t('noKey');
  if (accountId === undefined) return apiKey.name;
  return (
    <Anchor component={Link} href={places.key(accountId, apiKey.id)} size="sm">
      {apiKey.name}
    </Anchor>
  );
}
