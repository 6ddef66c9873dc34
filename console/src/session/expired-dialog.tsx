import { Button, getDefaultZIndex, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/api-provider';
import { type KnownPerson, SignInForm } from './sign-in-form';

/** Over the page as it is, so that what was typed is kept. */
export function ExpiredDialog({ known }: { readonly known: KnownPerson }): ReactNode {
  const { t } = useTranslation('session');
  const { session, state } = useSession();
  useEffect(() => {
    // Escape would close the dialog beneath, while what that asked for waits and is carried out.
    const swallow = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && session.state() === 'expired') event.stopImmediatePropagation();
    };
    // From the first, and so ahead of all other dialogs, which listen at the window too.
    window.addEventListener('keydown', swallow, { capture: true });
    return () => window.removeEventListener('keydown', swallow, { capture: true });
  }, [session]);
  return (
    <Modal
      opened={state === 'expired'}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('expired')}
      // The other dialogs come after this one in the document, and would lie over it.
      zIndex={getDefaultZIndex('overlay')}
    >
      <Stack>
        <Text>{t('expiredHelp')}</Text>
        <SignInForm known={known} />
        <Button variant="subtle" onClick={() => window.location.reload()}>
          {t('someoneElse')}
        </Button>
      </Stack>
    </Modal>
  );
}
