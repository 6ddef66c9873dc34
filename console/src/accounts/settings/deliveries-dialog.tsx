import { Badge, Button, Group, Modal, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/use-pages';
import {
  type DeliveryFragment,
  WebhookDeliveriesDocument,
  type WebhookDeliveryStatus,
  type WebhookRowFragment,
} from '../../gql/graphql';
import { When } from '../../parts/when';
import { Entries } from './entries';
import { WEBHOOK_EVENTS } from './webhook-form';

const STATUSES = {
  PENDING: { color: 'blue', Icon: IconClock },
  DELIVERED: { color: 'green', Icon: IconCheck },
  FAILED: { color: 'red', Icon: IconX },
} as const satisfies Record<WebhookDeliveryStatus, object>;

/** What became of what was sent. */
export function DeliveriesDialog({
  webhook,
  onClose,
}: {
  readonly webhook: WebhookRowFragment;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['accounts', 'common']);
  const [status, setStatus] = useState<WebhookDeliveryStatus | 'ALL'>('ALL');
  const filter = status === 'ALL' ? null : { statuses: [status] };
  const deliveries = usePages(WebhookDeliveriesDocument, { id: webhook.id, filter }, ({ webhook: found }) =>
    found ? { ...found.deliveries, rows: found.deliveries.nodes } : null,
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('webhook.deliveriesOf', { name: webhook.name })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('webhook.deliveriesHelp')}
        </Text>
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t('webhook.statuses')}
            value={status}
            onChange={setStatus}
            data={[
              { value: 'ALL', label: t('webhook.allStatuses') },
              ...(Object.keys(STATUSES) as WebhookDeliveryStatus[]).map((each) => ({
                value: each,
                label: t(`webhook.status.${each}`),
              })),
            ]}
          />
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={deliveries.loading}
            onClick={deliveries.reload}
          >
            {t('common:refresh')}
          </Button>
        </Group>
        <Entries label={t('webhook.deliveries')} none={t('webhook.noDeliveries')} list={deliveries}>
          {deliveries.rows.map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} />
          ))}
        </Entries>
      </Stack>
    </Modal>
  );
}

function Delivery({ delivery }: { readonly delivery: DeliveryFragment }): ReactNode {
  const { t } = useTranslation('accounts');
  const { status, eventType, attempts, attemptedAt, createdAt, nextAttemptAt, responseStatus, error } = delivery;
  const { color, Icon } = STATUSES[status];
  const event = WEBHOOK_EVENTS.find((each) => each === eventType.replace('.', '_').toUpperCase());
  const words: Record<string, string> = {
    'webhook.test': t('webhook.testEvent'),
    'events.summarised': t('webhook.summarised'),
  };
  return (
    <Paper component="li" withBorder p="xs">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Badge color={color} variant="light" tt="none" leftSection={<Icon size={12} aria-hidden />}>
            {t(`webhook.status.${status}`)}
          </Badge>
          <Text size="sm" fw={600}>
            {event ? t(`webhook.event.${event}`) : (words[eventType] ?? eventType)}
          </Text>
        </Group>
        <Text size="sm">
          <When at={attemptedAt ?? createdAt} />
        </Text>
      </Group>
      <Text size="sm">
        {[
          t('webhook.attempts', { count: attempts }),
          error && t(`webhook.error.${error}`),
          responseStatus !== null && t('webhook.httpStatus', { status: responseStatus }),
        ]
          .filter(Boolean)
          .join(' · ')}
        {nextAttemptAt && (
          <>
            {' · '}
            {t('webhook.next')} <When at={nextAttemptAt} />
          </>
        )}
      </Text>
    </Paper>
  );
}
