import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useSession } from '../api/api-provider';
import { PageBoundary } from '../parts/broken-page';
import { SignInPage } from '../session/sign-in-page';
import { Loading } from '../parts/loading';
import { useIsNarrow } from '../parts/use-is-narrow';
import { SignedIn } from './signed-in';
import { styleNonce } from './style-nonce';
import { cssVariables, theme } from './theme';

export function App(): ReactNode {
  const isNarrow = useIsNarrow();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      {/* On a phone menus of rows and buttons of dialogs are at the bottom. */}
      <Notifications position={isNarrow ? 'top-center' : 'bottom-right'} classNames={{ root: 'notices' }} />
      <PageBoundary>
        <Suspense>
          <BySession />
        </Suspense>
      </PageBoundary>
    </MantineProvider>
  );
}

function BySession(): ReactNode {
  const { session, state } = useSession();
  useEffect(() => {
    if (state === 'unknown') void session.refresh();
  }, [session, state]);
  if (state === 'unknown') return <Loading />;
  if (state === 'signed-out') return <SignInPage />;
  return <SignedIn />;
}
