import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { places } from '../app/places';
import type { CheckCode } from '../gql/graphql';
import type { Answer } from './use-explanation';

/** What a change of the key itself mends, with the way to the dialog for it. */
export function KeyRemedy({ code, answer }: { readonly code: CheckCode; readonly answer: Answer }): ReactNode {
  const { t } = useTranslation('why');
  const edge = answer.explanation.effectiveApiKey;
  if (!edge) return null;
  const { node, definedOn } = edge;
  const words = { key: node.name, account: definedOn.name };
  const isReplaced = code === 'KEY_EXPIRED' && !edge.reasons.includes('EXPIRED');
  if (isReplaced) return <Text size="sm">{t('mend.newValue')}</Text>;

  const may = code === 'KEY_INACTIVE' ? node.viewerCanActivate : node.viewerCanUpdate;
  if (!definedOn.id || !may) return <Text size="sm">{t('mend.keyByOthers', words)}</Text>;
  const page = places.key(definedOn.id, node.id);
  return (
    <Anchor component={Link} href={code === 'KEY_INACTIVE' ? page : `${page}?action=edit`} size="sm">
      {label(code)}
    </Anchor>
  );

  function label(failed: CheckCode): string {
    switch (failed) {
      case 'KEY_INACTIVE':
        return t('mend.activate', words);
      case 'KEY_EXPIRED':
        return t('mend.extend', words);
      case 'IP_NOT_ALLOWED':
        return t('mend.editIps', words);
      case 'FULL_ACCESS_REQUIRED':
        return t('mend.giveFullAccess', words);
      case 'ENDPOINT_NOT_TRUSTED':
        return t('mend.allowUntrusted', words);
      case 'USER_TOKEN_REQUIRED':
        return t('mend.allowUnauthenticated', words);
      default:
        return t('mend.openKey', words);
    }
  }
}
