import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface BoundaryProps {
  /** Where the page is: at another one it is tried anew. */
  readonly place?: string;
  readonly children: ReactNode;
}

/** What cannot be shown takes nothing with it that is around it. React knows of such boundaries as classes alone. */
export class PageBoundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidUpdate({ place }: BoundaryProps): void {
    if (this.state.isBroken && place !== this.props.place) this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}

/** Most often Keytree was upgraded since the page was opened, and the file of a part of it has another name now. */
function BrokenPage(): ReactNode {
  const { t } = useTranslation();
  // What is broken may be that no texts came.
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle />}
      title={t('broken.title', { defaultValue: 'This page cannot be shown' })}
      role="alert"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('broken.help', { defaultValue: '' })}</Text>
        <Button size="xs" variant="default" onClick={() => window.location.reload()}>
          {t('broken.reload', { defaultValue: 'Reload' })}
        </Button>
      </Stack>
    </Alert>
  );
}
