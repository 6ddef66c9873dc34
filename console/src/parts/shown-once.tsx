import { Alert, Button, Checkbox, Code, Group, Modal, Stack } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button';
import { useStayHere } from './use-stay-here';

/** One or more secrets that the service tells only now; they live in this component's props and go with it. */
export interface ShownSecret {
  readonly name: string;
  readonly value: string;
}

/** Closes only by saying that they are stored: not by a slip. */
export function ShownOnce({
  title,
  secrets,
  onStored,
}: {
  readonly title: string;
  readonly secrets: readonly ShownSecret[];
  readonly onStored: () => void;
}): ReactNode {
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
