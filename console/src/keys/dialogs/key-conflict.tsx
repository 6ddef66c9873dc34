import { Alert, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewer } from '../../app/viewer';
import { KeyLastChangeDocument } from '../../gql/graphql';
import { focusWhenShown } from '../../parts/use-focus-refusal';
import { When } from '../../parts/when';
import { changedFields, KEY_FIELDS, type KeyValues } from './key-values';
import { useFieldWords } from './use-field-words';

/** Somebody else changed the key while it was being edited: what it was, what each made of it, and what now. */
export function KeyConflict({
  keyId,
  before,
  mine,
  now,
  busy,
  onKeepMine,
  onTakeTheirs,
  onGoOn,
}: {
  readonly keyId: string;
  readonly before: KeyValues;
  readonly mine: KeyValues;
  readonly now: KeyValues;
  readonly busy: boolean;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  readonly onGoOn: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const change = useLastChange(keyId);
  const { labelOf, wordsOf } = useFieldWords();
  const byMe = changedFields(before, mine);
  const byThem = changedFields(before, now);
  const fields = KEY_FIELDS.filter((field) => byMe.includes(field) || byThem.includes(field));
  return (
    <Stack>
      <Alert
        color="orange"
        icon={<IconGitMerge />}
        title={change?.isOwn ? t('dialog.conflict.titleOwn') : t('dialog.conflict.title')}
        role="alert"
        ref={focusWhenShown}
        tabIndex={-1}
      >
        {change && (
          <Text size="sm">
            {change.isOwn
              ? t('dialog.conflict.byYou')
              : t('dialog.conflict.by', { who: change.who ?? t('dialog.conflict.somebody') })}{' '}
            <When at={change.at} />
          </Text>
        )}
        <Text size="sm">{t('dialog.conflict.help')}</Text>
      </Alert>
      <Table layout="fixed" className="breaks">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('dialog.conflict.field')}</Table.Th>
            <Table.Th scope="col">{t('dialog.conflict.yours')}</Table.Th>
            <Table.Th scope="col">{t('dialog.conflict.now')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field) => (
            <Table.Tr key={field}>
              <Table.Th scope="row">
                {labelOf(field)}{' '}
                {byMe.includes(field) && byThem.includes(field) && (
                  <Badge color="orange" variant="light" tt="none" size="sm">
                    {t('dialog.conflict.both')}
                  </Badge>
                )}
              </Table.Th>
              <Table.Td>
                {byMe.includes(field) ? (
                  wordsOf(field, mine)
                ) : (
                  <Text size="sm" c="dimmed">
                    {t('dialog.conflict.asItWas')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{wordsOf(field, now)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button variant="default" onClick={onTakeTheirs}>
          {t('dialog.conflict.takeTheirs')}
        </Button>
        <Button variant="default" onClick={onGoOn}>
          {t('dialog.conflict.goOn')}
        </Button>
        <Button loading={busy} onClick={onKeepMine}>
          {t('dialog.conflict.keepMine')}
        </Button>
      </Group>
    </Stack>
  );
}

interface LastChange {
  readonly at: string;
  readonly who: string | null;
  /** The viewer changed it, in another window. */
  readonly isOwn: boolean;
}

/** Who it was: for those who may read the audit log. */
function useLastChange(keyId: string): LastChange | null {
  const { user } = useViewer();
  const [{ data }] = useQuery({
    query: KeyLastChangeDocument,
    variables: { id: keyId },
    requestPolicy: 'network-only',
  });
  const [event] = (data?.node?.__typename === 'ApiKey' && data.node.account?.auditEvents?.nodes) || [];
  if (!event) return null;
  const { kind, id, name } = event.actor;
  return { at: event.at, who: name, isOwn: kind === 'USER' && id !== null && id === user?.id };
}
