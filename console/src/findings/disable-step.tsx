import { Alert, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { DisablePredefinedDocument, type PathKeyFragment } from '../gql/graphql';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { inOwnLanguage } from '../texts/refusals';
import { InUse } from './in-use';
import { isReplaced } from './path-state';
import { UsedLately } from './used-lately';

interface DisableStepProps {
  readonly predefined: readonly PathKeyFragment[];
  readonly chosenIds: readonly string[];
  readonly standIn: PathKeyFragment | null;
  readonly onBack: () => void;
  readonly onDisabled: (count: number) => void;
}

/** Those that were replaced, and those that nobody ever used, are ticked at first. */
export function DisableStep({ predefined, chosenIds, standIn, onBack, onDisabled }: DisableStepProps): ReactNode {
  const { t } = useTranslation('findings');
  const { run, busy } = useMutate(DisablePredefinedDocument);
  const chosen = predefined.filter(({ id }) => chosenIds.includes(id));
  const missed = predefined.filter((key) => !isReplaced(key, standIn, chosen));
  const [ids, setIds] = useState(() =>
    predefined.filter((key) => key.viewerCanUpdate && !missed.includes(key)).map(({ id }) => id),
  );
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [failed, setFailed] = useState<readonly { readonly name: string; readonly message: string }[]>([]);
  const ticked = predefined.filter(({ id }) => ids.includes(id));
  const locksOut = missed.filter(({ id }) => ids.includes(id));

  async function disable(): Promise<void> {
    const names = new Map(ticked.map(({ id, name }) => [id, name]));
    const { success, refusal: refused } = await run({ keyIds: ticked.map(({ id }) => id) });
    setRefusal(refused);
    if (!success) return;
    const done = success.results.filter(({ error }) => !error);
    setFailed(
      success.results.flatMap(({ id, error }) =>
        error ? [{ name: names.get(id) ?? id, message: inOwnLanguage(error.message) }] : [],
      ),
    );
    if (done.length === 0) return;
    notifyDone(t('path.disable.done', { count: done.length }));
    onDisabled(done.length);
  }

  return (
    <Stack maw={640}>
      <Text size="sm">{t('path.disable.help')}</Text>
      {standIn === null && (
        <Alert color="orange" icon={<IconAlertTriangle />}>
          {t('path.disable.noKey')}
        </Alert>
      )}
      <Checkbox.Group label={t('path.disable.which')} value={ids} onChange={setIds}>
        <Stack gap="xs" mt="xs">
          {predefined.map((key) => (
            <Checkbox
              key={key.id}
              value={key.id}
              label={key.name}
              description={<UsedLately at={key.lastUsedAt} />}
              disabled={!key.viewerCanUpdate}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {locksOut.length > 0 && <InUse keys={locksOut} />}
      {missed.length > locksOut.length && (
        <Text size="sm">
          {t('path.disable.leftOut', { names: namesOf(missed.filter((key) => !locksOut.includes(key))) })}
        </Text>
      )}
      {refusal && <Problem refusal={refusal} />}
      {failed.length > 0 && (
        <Alert color="red" icon={<IconAlertTriangle />} title={t('path.disable.failed')} role="alert">
          <List size="sm">
            {failed.map(({ name, message }) => (
              <List.Item key={name}>
                <b>{name}</b>: {message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group>
        <Button variant="default" onClick={onBack}>
          {t('path.back')}
        </Button>
        <Button color="red" loading={busy} disabled={ticked.length === 0} onClick={() => void disable()}>
          {t('path.disable.verb', { count: ticked.length })}
        </Button>
      </Group>
    </Stack>
  );
}

function namesOf(keys: readonly PathKeyFragment[]): string {
  return keys.map(({ name }) => name).join(', ');
}
