import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionCode } from '../gql/graphql';
import type { Totals } from './counts';
import { inFigures, share } from './figures';

/** What the days come to. `whyLink` leads on from the most frequent refusal. */
export function UsageTotals({
  totals: { passed, refused, refusals },
  whyLink,
}: {
  readonly totals: Totals;
  readonly whyLink: ((code: DecisionCode) => ReactNode) | undefined;
}): ReactNode {
  const { t } = useTranslation('usage');
  const all = passed + refused;
  const [top] = refusals;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
      <Figure name={t('total')} value={inFigures(all)} />
      <Figure name={t('outcome.VALID')} value={inFigures(passed)} note={share(passed, all)} />
      <Figure name={t('refused')} value={inFigures(refused)} note={share(refused, all)} />
      <Figure
        name={t('mostFrequent')}
        value={top ? t(`outcome.${top.code}`) : t('noRefusal')}
        note={top && t('times', { count: top.requests, figures: inFigures(top.requests) })}
      >
        {top && whyLink?.(top.code)}
      </Figure>
    </SimpleGrid>
  );
}

function Figure({
  name,
  value,
  note,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <Paper withBorder p="sm">
      <Stack gap={2} align="flex-start">
        <Text size="sm" c="dimmed">
          {name}
        </Text>
        <Text size="lg" fw={700} lh={1.25} className="breaks">
          {value}
        </Text>
        {note !== undefined && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
