import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSearchParams } from 'wouter';
import { useAccount, useMay } from '../accounts/account-context';
import { refusalOf } from '../api/outcome';
import { KeysOfPathDocument } from '../gql/graphql';
import { ActionButton } from '../parts/action-button';
import { Problem } from '../parts/problem';
import { Replacing } from './replacing';

/**
 * The way from the keys that a template gave the account to keys of its own, while such are active. That it was begun
 * stands in the address; how far one came is seen from the keys that there are.
 */
export function ReplacePredefinedKeys(): ReactNode {
  const { t } = useTranslation('findings');
  const { t: common } = useTranslation();
  const account = useAccount();
  const may = useMay('ModifyApiKey');
  const [params, setParams] = useSearchParams();
  const [disabled, setDisabled] = useState(0);
  const [{ data, error }, ask] = useQuery({ query: KeysOfPathDocument, variables: { id: account.id } });
  const predefined = data?.account?.predefined?.nodes ?? [];
  const own = data?.account?.own?.nodes ?? [];
  const named = params.get('replace');

  function open(opened: boolean): void {
    const next = new URLSearchParams(params);
    if (opened) next.set('replace', 'all');
    else next.delete('replace');
    setParams(next, { replace: true });
  }

  if (error && !data) {
    return <Problem refusal={refusalOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  }
  if (disabled > 0 && predefined.length === 0) {
    return (
      <Alert color="green" title={t('path.finished')} role="status">
        <Text size="sm">{t('path.finishedHelp')}</Text>
      </Alert>
    );
  }
  if (predefined.length === 0) return null;
  if (named !== null && may) {
    return (
      <Replacing
        key={named}
        predefined={predefined}
        own={own}
        named={named.split(',')}
        onDisabled={(count) => setDisabled(disabled + count)}
        onClose={() => open(false)}
      />
    );
  }
  return (
    <Alert color="orange" icon={<IconKeyOff />} title={t('path.offer', { count: predefined.length })}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('path.offerHelp')}</Text>
        {may ? (
          <Button size="sm" onClick={() => open(true)}>
            {t('path.begin')}
          </Button>
        ) : (
          <ActionButton size="sm" reason={common('takes', { permission: 'ModifyApiKey' })} onClick={() => undefined}>
            {t('path.begin')}
          </ActionButton>
        )}
      </Stack>
    </Alert>
  );
}
