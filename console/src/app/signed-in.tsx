import type { ReactNode } from 'react';
import { ApiProvider } from '../api/api-provider';
import { useViewAs } from '../api/view-as';
import { ShownOnceHost } from '../parts/shown-once-host';
import { Layout } from './layout';
import { Pages } from './pages';
import { ViewerProvider } from './viewer';

export function SignedIn(): ReactNode {
  const { viewed } = useViewAs();
  return (
    <ApiProvider>
      <ShownOnceHost>
        {/* A preview begins anew: nothing of what one sees oneself stays. */}
        <ViewerProvider key={viewed?.id ?? ''}>
          <Layout>
            <Pages />
          </Layout>
        </ViewerProvider>
      </ShownOnceHost>
    </ApiProvider>
  );
}
