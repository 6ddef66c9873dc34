import type { ReactNode } from 'react';
import { ApiProvider } from '../api/api-provider';
import { useViewAs } from '../api/view-as';
import { Layout } from './layout';
import { Pages } from './pages';
import { ViewerProvider } from './viewer';

export function SignedIn(): ReactNode {
  const { viewed } = useViewAs();
  return (
    <ApiProvider>
      {/* A preview begins anew: nothing of what one sees oneself stays. */}
      <ViewerProvider key={viewed?.id ?? ''}>
        <Layout>
          <Pages />
        </Layout>
      </ViewerProvider>
    </ApiProvider>
  );
}
