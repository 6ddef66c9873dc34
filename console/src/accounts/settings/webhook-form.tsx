import { MultiSelect, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookEvent, WebhookRowFragment } from '../../gql/graphql';

export const WEBHOOK_EVENTS = [
  'API_KEY_CREATED',
  'API_KEY_CHANGED',
  'API_KEY_REGENERATED',
  'API_KEY_BLOCKED',
  'API_KEY_DELETED',
  'API_KEY_EXPIRING',
  'API_KEY_EXPIRED',
  'ENDPOINT_WAITING',
  'REQUESTS_REFUSED',
] as const satisfies readonly WebhookEvent[];

/** A type, since forms take what has an index. */
export type WebhookForm = {
  name: string;
  url: string;
  events: WebhookEvent[];
  refusalsThreshold: number;
};

const USUAL_THRESHOLD = 100;

export function webhookForm(of: WebhookRowFragment | null): WebhookForm {
  return {
    name: of?.name ?? '',
    url: of?.url ?? '',
    events: [...(of?.events ?? [])],
    refusalsThreshold: of?.refusalsThreshold ?? USUAL_THRESHOLD,
  };
}

export function WebhookFields({ form }: { readonly form: UseFormReturnType<WebhookForm> }): ReactNode {
  const { t } = useTranslation('accounts');
  const { events } = form.getValues();
  const isToldOfRefusals = events.length === 0 || events.includes('REQUESTS_REFUSED');
  return (
    <>
      <TextInput label={t('webhook.name')} required autoComplete="off" data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('webhook.url')}
        description={t('webhook.urlHelp')}
        type="url"
        required
        autoComplete="off"
        placeholder="https://"
        {...form.getInputProps('url')}
      />
      <MultiSelect
        label={t('webhook.events')}
        description={t('webhook.eventsHelp')}
        placeholder={events.length === 0 ? t('webhook.allEvents') : ''}
        data={WEBHOOK_EVENTS.map((event) => ({ value: event, label: t(`webhook.event.${event}`) }))}
        {...form.getInputProps('events')}
      />
      {isToldOfRefusals && (
        <NumberInput
          label={t('webhook.refusalsThreshold')}
          description={t('webhook.refusalsThresholdHelp')}
          required
          min={1}
          allowDecimal={false}
          {...form.getInputProps('refusalsThreshold')}
        />
      )}
    </>
  );
}
