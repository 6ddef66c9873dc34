import { Anchor, Button, Group, List, Modal, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import type { Action } from './endpoint';
import type { Decided } from './use-decide-several';
import { useLastDefined } from './use-last-defined';

/** What came of each, where it was not the same for all: what was not done leads to the device. */
export function BulkOutcome({
  outcome,
  onClose,
}: {
  /** Null: closed. */
  readonly outcome: { readonly action: Action; readonly decided: readonly Decided[] } | null;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  const account = useAccount();
  const search = useSearch();
  const shown = useLastDefined(outcome);
  const decided = shown?.decided ?? [];
  const done = decided.filter(({ refused }) => refused === null).length;
  const path = (id: string): string => places.endpoint(account.id, id) + (search && `?${search}`);
  return (
    <Modal
      opened={outcome !== null}
      onClose={onClose}
      title={t('outcomeTitle', { done, count: decided.length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <List spacing="sm" size="sm" center>
          {[...decided]
            .sort((one, other) => Number(one.refused === null) - Number(other.refused === null))
            .map(({ id, name, refused }) => (
              <List.Item
                key={id}
                icon={
                  <ThemeIcon size="sm" radius="xl" color={refused === null ? 'green' : 'red'} aria-hidden>
                    {refused === null ? <IconCheck size={14} /> : <IconX size={14} />}
                  </ThemeIcon>
                }
              >
                {refused === null ? (
                  <Text size="sm">{t(`doneTo.${shown?.action ?? 'confirm'}`, { name })}</Text>
                ) : (
                  <>
                    <Anchor component={Link} href={path(id)} size="sm" fw={600} onClick={onClose}>
                      {name}
                    </Anchor>
                    <Text size="sm">{refused || t('notReached')}</Text>
                  </>
                )}
              </List.Item>
            ))}
        </List>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
