import { Alert, Button, Group, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewAs } from '../api/view-as';

export function PreviewBanner(): ReactNode {
  const { t } = useTranslation();
  const { viewed, view } = useViewAs();
  if (!viewed) return null;
  return (
    <Alert color="yellow" icon={<IconEye />} mb="md" role="status">
      <Group justify="space-between">
        <Text size="sm">{t('preview', { name: viewed.name })}</Text>
        <Button size="xs" variant="default" onClick={() => view(null)}>
          {t('endPreview')}
        </Button>
      </Group>
    </Alert>
  );
}
