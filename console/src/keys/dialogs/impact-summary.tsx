import { Alert, Button, List, Text } from '@mantine/core';
import { IconActivity, IconMoonStars } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyWithImpactFragment } from '../../gql/graphql';
import { When } from '../../parts/when';

export type Impact = NonNullable<KeyWithImpactFragment['impact']>;

const SHOWN_AT_FIRST = 5;
const ADDRESSES = 3;

/** Who would notice if the key were gone. Null: the viewer may not know. */
export function ImpactSummary({ impact }: { readonly impact: Impact | null }): ReactNode {
  const { t } = useTranslation('keys');
  const [isWhole, setWhole] = useState(false);
  if (!impact) return <Text size="sm">{t('dialog.impact.hidden')}</Text>;
  const { nodes, totalCount } = impact;
  if (totalCount === 0) {
    return (
      <Alert color="gray" icon={<IconMoonStars />}>
        {t('dialog.impact.none')}
      </Alert>
    );
  }
  const shown = isWhole ? nodes : nodes.slice(0, SHOWN_AT_FIRST);
  const isMore = !isWhole && nodes.length > shown.length;
  return (
    <Alert color="orange" icon={<IconActivity />} title={t('dialog.impact.some', { count: totalCount })}>
      <List size="sm" spacing={4} listStyleType="none">
        {shown.map((use) => (
          <List.Item key={`${use.account.id ?? use.account.name} ${use.lastUsedAt}`}>
            <Use use={use} />
          </List.Item>
        ))}
      </List>
      {isMore && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => setWhole(true)}>
          {t('dialog.impact.more', { count: nodes.length - shown.length })}
        </Button>
      )}
      {!isMore && totalCount > nodes.length && (
        <Text size="sm" mt="xs">
          {t('dialog.impact.others', { count: totalCount - nodes.length })}
        </Text>
      )}
    </Alert>
  );
}

function Use({ use }: { readonly use: Impact['nodes'][number] }): ReactNode {
  const { t } = useTranslation('keys');
  const known = use.addresses.flatMap(({ ip }) => (ip ? [ip] : [])).slice(0, ADDRESSES);
  const others = use.addressCount - known.length;
  return (
    <Text size="sm" component="div">
      <b>{use.account.name}</b>, <When at={use.lastUsedAt} />
      {known.length > 0 && (
        <Text size="xs" className="mono breaks">
          {known.join(', ')}
          {others > 0 && ` ${t('dialog.impact.addresses', { count: others })}`}
        </Text>
      )}
    </Text>
  );
}
