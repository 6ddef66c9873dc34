import { Badge, Group } from '@mantine/core';
import { IconBan, IconCheck, IconHourglass, IconShieldQuestion, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Endpoint } from './endpoint';

const LOOKS = {
  PENDING: { color: 'yellow', Icon: IconHourglass },
  TRUSTED: { color: 'green', Icon: IconCheck },
  REJECTED: { color: 'gray', Icon: IconX },
  REVOKED: { color: 'red', Icon: IconBan },
} as const;

/** Where a device stands, by colour, icon and word; and whether an administrator looked at one that is trusted. */
export function EndpointState({ endpoint }: { readonly endpoint: Pick<Endpoint, 'status' | 'confirmed'> }): ReactNode {
  const { t } = useTranslation('endpoints');
  const { color, Icon } = LOOKS[endpoint.status];
  const byKeyAlone = endpoint.status === 'TRUSTED' && !endpoint.confirmed;
  return (
    <Group gap={4}>
      <Badge color={color} variant="light" tt="none" miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
        {t(`statusOf.${endpoint.status}`)}
      </Badge>
      {byKeyAlone && (
        <Badge
          color="orange"
          variant="light"
          tt="none"
          miw="max-content"
          leftSection={<IconShieldQuestion size={12} aria-hidden />}
        >
          {t('byKeyAlone')}
        </Badge>
      )}
    </Group>
  );
}
