import { type ReactNode, createContext, useContext } from 'react';
import { useQuery } from 'urql';
import { useSession } from '../api/api-provider';
import { refusalOf } from '../api/outcome';
import { type Permission, ViewerDocument, type ViewerQuery } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { SignInPage } from '../session/sign-in-page';
import { PreviewBanner } from './preview-banner';

export type Viewer = NonNullable<ViewerQuery['viewer']>;

const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('There is no ViewerProvider above.');
  return viewer;
}

/** The highest first; the same account is named once. */
export function accountsWith(viewer: Viewer, permission: Permission): string[] {
  return viewer.permissions.flatMap(({ account, permissions }) =>
    account.id && permissions.includes(permission) ? [account.id] : [],
  );
}

export function ViewerProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [{ data, error, fetching }, ask] = useQuery({ query: ViewerDocument });
  const { state } = useSession();
  const viewer = data?.viewer ?? null;

  if (viewer) return <ViewerContext value={viewer}>{children}</ViewerContext>;
  // The question waits for somebody to sign in again, and there is no page yet to ask for that over.
  if (fetching && state === 'expired') return <SignInPage />;
  if (fetching) return <Loading />;
  return (
    <>
      {/* In a preview that is refused meanwhile: the way out of it. */}
      <PreviewBanner />
      <Problem refusal={refusalOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    </>
  );
}
