import { Anchor, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMutate } from '../api/use-mutate';
import { places } from '../app/places';
import { LiftBlockDocument } from '../gql/graphql';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { notifyDone } from '../parts/notify';
import { MendButton } from './mend-button';
import type { Answer } from './use-explanation';

/** Lifts a block of the account that was asked about at once; to one further up it leads. */
export function LiftBlock({ answer: { explanation } }: { readonly answer: Answer }): ReactNode {
  const { t } = useTranslation('why');
  const [opened, setOpened] = useState(false);
  const { run } = useMutate(LiftBlockDocument);
  const { account, effectiveApiKey: edge } = explanation;
  const by = edge?.blockedBy;
  if (!account || !edge || !by) return null;
  const words = { key: edge.node.name, account: by.name };

  if (!by.id) return <Text size="sm">{t('mend.unblockByOthers', words)}</Text>;
  if (by.id !== account.id) {
    return (
      <Anchor component={Link} href={places.key(by.id, edge.node.id)} size="sm">
        {t('mend.unblockOn', words)}
      </Anchor>
    );
  }
  if (!edge.viewerCanBlock) return <Text size="sm">{t('mend.unblockByOthers', words)}</Text>;
  return (
    <>
      <MendButton onClick={() => setOpened(true)}>{t('mend.unblock', words)}</MendButton>
      <ConfirmDialog
        opened={opened}
        title={t('mend.unblock', words)}
        verb={t('mend.unblockVerb')}
        onClose={() => setOpened(false)}
        onConfirm={async () => {
          const { refusal } = await run({ accountId: account.id, keyId: edge.node.id });
          if (!refusal) notifyDone(t('mend.unblocked', words));
          return refusal;
        }}
      >
        <Text size="sm">{t('mend.unblockHelp', words)}</Text>
      </ConfirmDialog>
    </>
  );
}
