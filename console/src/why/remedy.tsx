import { Anchor, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import type { CheckCode } from '../gql/graphql';
import { KeyRemedy } from './key-remedy';
import { LiftBlock } from './lift-block';
import { MendButton } from './mend-button';
import type { Answer } from './use-explanation';

interface RemedyProps {
  readonly code: CheckCode;
  readonly answer: Answer;
  readonly onAskHere: () => void;
}

/** What mends a failure, and the way there, as far as the viewer may go it. */
export function Remedy({ code, answer, onAskHere }: RemedyProps): ReactNode {
  const { t } = useTranslation('why');
  const account = useAccount();
  switch (code) {
    case 'ACCOUNT_REQUIRED':
      return (
        <>
          <Text size="sm">{t('mend.nameAccount')}</Text>
          <MendButton onClick={onAskHere}>{t('mend.askHere', { account: account.name })}</MendButton>
        </>
      );
    case 'ACCOUNT_SUSPENDED':
      return <Suspended answer={answer} />;
    case 'KEY_NOT_FOUND':
      return <NotFound answer={answer} />;
    case 'KEY_BLOCKED':
      return <LiftBlock answer={answer} />;
    case 'ENDPOINT_NOT_TRUSTED':
      return (
        <>
          <Text size="sm">{t('mend.confirmDevice')}</Text>
          <Anchor component={Link} href={places.account(account.id, 'endpoints')} size="sm">
            {t('mend.toDevices', { account: account.name })}
          </Anchor>
          <KeyRemedy code={code} answer={answer} />
        </>
      );
    case 'ACCOUNT_NOT_FOUND':
    case 'USER_TOKEN_INVALID':
      return <Text size="sm">{t(`mend.${code}`)}</Text>;
    default:
      return <KeyRemedy code={code} answer={answer} />;
  }
}

function Suspended({ answer: { suspended } }: { readonly answer: Answer }): ReactNode {
  const { t } = useTranslation('why');
  if (suspended.length === 0) return <Text size="sm">{t('mend.resumeHidden')}</Text>;
  return suspended.map(({ id, name, viewerCanGovern }) =>
    viewerCanGovern ? (
      <Anchor key={id} component={Link} href={places.account(id)} size="sm">
        {t('mend.resume', { account: name })}
      </Anchor>
    ) : (
      <Text key={id} size="sm">
        {t('mend.resumeByOthers', { account: name })}
      </Text>
    ),
  );
}

function NotFound({ answer: { question, foundElsewhere } }: { readonly answer: Answer }): ReactNode {
  const { t } = useTranslation('why');
  const account = useAccount();
  return (
    <>
      {foundElsewhere.length > 0 ? (
        <>
          <Text size="sm">{t('mend.foundElsewhere')}</Text>
          <List size="sm">
            {foundElsewhere.map(({ id, name, definedOn }) => (
              <List.Item key={id}>
                {definedOn.id ? (
                  <Anchor component={Link} href={places.key(definedOn.id, id)} size="sm">
                    {t('mend.keyOf', { key: name, account: definedOn.name })}
                  </Anchor>
                ) : (
                  t('mend.keyOf', { key: name, account: definedOn.name })
                )}
              </List.Item>
            ))}
          </List>
        </>
      ) : (
        <Text size="sm">{question.keyBy === 'value' ? t('mend.checkValue') : t('mend.otherKey')}</Text>
      )}
      <Anchor component={Link} href={places.account(account.id)} size="sm">
        {t('mend.toKeys', { account: account.name })}
      </Anchor>
    </>
  );
}
