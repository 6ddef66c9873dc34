import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUncachedClient } from '../api/api-provider';
import type { Refusal } from '../api/outcome';
import type { AuditEventFilter } from '../gql/graphql';
import { Problem } from '../parts/problem';
import { AuditExport, download, MOST_EVENTS } from './export-events';
import type { ExportFormat } from './export-format';

interface ExportDialogProps {
  readonly format: ExportFormat;
  readonly accountId: string;
  readonly filter: AuditEventFilter | null;
  readonly onClose: () => void;
}

type Stage = 'running' | 'stopped' | 'done';

/** Begins at once; closing it cancels. */
export default function ExportDialog({ format, accountId, filter, onClose }: ExportDialogProps): ReactNode {
  const { t } = useTranslation(['audit', 'common']);
  // Not the one with the cache, which would hold all of it a second time.
  const client = useUncachedClient();
  const [running] = useState(() => new AuditExport(client, format, accountId, filter));
  const [stage, setStage] = useState<Stage>('running');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [, setCount] = useState(0);
  const cancel = useRef(new AbortController());

  const run = useCallback(async (): Promise<void> => {
    const { signal } = (cancel.current = new AbortController());
    setStage('running');
    setRefusal(null);
    const refused = await running.run(signal, () => setCount(running.count));
    if (signal.aborted) return;
    setRefusal(refused);
    setStage(refused ? 'stopped' : 'done');
    if (!refused) download(running.file(), running.fileName(new Date()));
  }, [running]);

  useEffect(() => {
    void run();
    return () => cancel.current.abort();
  }, [run]);

  const { count, total } = running;
  const goal = Math.min(total, MOST_EVENTS);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('export.title', { format: format.toUpperCase() })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        {stage === 'done' ? (
          <Text size="sm" role="status">
            {t('export.done', { count })}
          </Text>
        ) : (
          <>
            <Progress
              value={goal === 0 ? 0 : (count / goal) * 100}
              animated={stage === 'running'}
              aria-label={t('export.progress')}
            />
            <Text size="sm">{t('export.soFar', { read: count.toLocaleString(), total: goal.toLocaleString() })}</Text>
          </>
        )}
        {stage === 'done' && running.isTooLong && (
          <Text size="sm">{t('export.tooLong', { most: MOST_EVENTS.toLocaleString() })}</Text>
        )}
        {refusal && <Problem refusal={refusal} onRetry={() => void run()} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {stage === 'done' ? t('common:close') : t('common:cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
