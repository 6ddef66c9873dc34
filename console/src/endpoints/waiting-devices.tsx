import { Alert, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../parts/facts';
import { When } from '../parts/when';
import type { Endpoint } from './endpoint';
import { KeyOf } from './endpoint-details';

/** Who asks under the client id, each with its code. */
export function WaitingDevices({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  const { t } = useTranslation('endpoints');
  const { waitingRegistrations: waiting, status } = endpoint;
  const warning = waiting.length > 1 ? t('severalWaitHelp') : status === 'PENDING' ? null : t('takesPlaceHelp');
  return (
    <Stack component="section" gap="xs" aria-labelledby="waiting-registrations">
      <Title order={3} size="h5" id="waiting-registrations">
        {t('waitHere', { count: waiting.length })}
      </Title>
      {warning !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />}>
          {warning}
        </Alert>
      )}
      {waiting.map((one) => (
        <Paper key={one.userCode} withBorder p="sm">
          <Text className="mono" size="xl" fw={700} mb="xs">
            {one.userCode}
          </Text>
          <Facts>
            <Fact name={t('asked')}>
              <When at={one.createdAt} /> {one.ip !== null && t('from', { ip: one.ip })}
            </Fact>
            <Fact name={t('key')}>
              <KeyOf apiKey={one.apiKey} accountId={endpoint.account?.id} />
            </Fact>
            <Fact name={t('saysItIs')}>
              {[t(`typeOf.${one.clientType}`), one.description].filter(Boolean).join(': ')}
            </Fact>
            <Fact name={t('ownKey')}>{one.hasOwnKey ? t('ownKeyLeft') : t('ownKeyNo')}</Fact>
            <Fact name={t('waitsUntil')}>
              <When at={one.expiresAt} />
            </Fact>
          </Facts>
        </Paper>
      ))}
    </Stack>
  );
}
