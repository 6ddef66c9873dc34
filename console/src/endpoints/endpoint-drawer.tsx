import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../api/outcome';
import { EndpointDocument } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { SideDrawer } from '../parts/side-drawer';
import { Deciders } from './deciders';
import { EndpointActions } from './endpoint-actions';
import { EndpointDetails } from './endpoint-details';
import { WaitingDevices } from './waiting-devices';

export function EndpointDrawer({
  id,
  onClose,
}: {
  readonly id: string | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  return (
    <SideDrawer opened={id !== undefined} onClose={onClose} title={t('device')}>
      {id !== undefined && <Opened key={id} id={id} onClose={onClose} />}
    </SideDrawer>
  );
}

function Opened({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const [{ data, error, fetching }, ask] = useQuery({ query: EndpointDocument, variables: { id } });
  const endpoint = data?.endpoint;
  if (!endpoint && fetching) return <Loading />;
  if (!endpoint) {
    const refusal = error ? refusalOf(error) : { code: 'NOT_FOUND', message: '', faults: [] };
    return <Problem refusal={refusal} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  }
  return (
    <Deciders of={[endpoint]}>
      <Stack gap="lg">
        <EndpointActions endpoint={endpoint} onGone={onClose} />
        {endpoint.waitingRegistrations.length > 0 && <WaitingDevices endpoint={endpoint} />}
        <EndpointDetails endpoint={endpoint} />
      </Stack>
    </Deciders>
  );
}
