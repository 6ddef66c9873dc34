import { Alert, Button, Checkbox, Code, Group, Modal, Stack } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button';
import { useShownOnceHost } from './shown-once-host';
import { useStayHere } from './use-stay-here';

/** A secret that the service tells only now; it lives in what shows it and goes with that. */
export interface ShownSecret {
  readonly name: string;
  readonly value: string;
}

interface ShownOnceProps {
  readonly title: string;
  readonly secrets: readonly ShownSecret[];
  readonly onStored?: () => void;
}

/** `show` shows it wherever one is by then; `isShowing` until it is stored: a dialog that asked for it gives way to it. */
export function useShownOnce(): {
  readonly isShowing: boolean;
  readonly show: (shown: ShownOnceProps) => void;
} {
  const host = useShownOnceHost();
  const [isShowing, setShowing] = useState(false);
  function show({ onStored, ...shown }: ShownOnceProps): void {
    setShowing(true);
    host((onEnd) => (
      <ShownOnce
        {...shown}
        onStored={() => {
          onEnd();
          setShowing(false);
          onStored?.();
        }}
      />
    ));
  }
  return { isShowing, show };
}

/** Closes only by saying that they are stored: not by a slip. */
function ShownOnce({ title, secrets, onStored }: ShownOnceProps): ReactNode {
  const { t } = useTranslation();
  const [stored, setStored] = useState(false);
  useStayHere(!stored);
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={title}
      size="lg"
    >
      <Stack>
        <Alert color="yellow" icon={<IconKey />}>
          {t('shownOnce')}
        </Alert>
        {secrets.map(({ name, value }) => (
          <Stack key={name} gap={4}>
            <strong>{name}</strong>
            <Group wrap="nowrap" gap="xs">
              <Code block flex={1} aria-label={t('valueOf', { name })} className="breaks">
                {value}
              </Code>
              <CopyButton value={value} label={t('copyValueOf', { name })} />
            </Group>
          </Stack>
        ))}
        <Checkbox
          label={t('haveStored')}
          checked={stored}
          onChange={(event) => setStored(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button disabled={!stored} onClick={onStored}>
            {t('done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
