import { type ReactNode, lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { PageBoundary } from '../parts/broken-page';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { ACCOUNT_PATTERN, type AccountPlace, places } from './places';
import { accountsWith, useViewer } from './viewer';

const AccountPage = lazy(() => import('../accounts/account-page'));
const ProfilePage = lazy(() => import('../people/profile-page'));

export function Pages(): ReactNode {
  const [place] = useLocation();
  return (
    <PageBoundary place={place}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/">
            <Home />
          </Route>
          <Route<AccountPlace> path={ACCOUNT_PATTERN}>{(named) => <AccountPage key={named.id} {...named} />}</Route>
          <Route path={places.profile()} component={ProfilePage} />
          <Route>
            <Problem refusal={{ code: 'NOT_FOUND', message: '', faults: [] }} />
          </Route>
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}

/** The highest account that one may see. */
function Home(): ReactNode {
  const [first] = accountsWith(useViewer(), 'ViewAccount');
  if (first === undefined) return <Problem refusal={{ code: 'FORBIDDEN', message: '', faults: [] }} />;
  return <Redirect to={places.account(first)} replace />;
}
