import { Button, Group, Paper, SegmentedControl, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pages } from '../api/use-pages';
import type { DecisionCode } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { byDay, type Count, seriesOf, totalsOf } from './counts';
import { Looks } from './looks';
import { useAllPages } from './use-all-pages';
import { isRange, type Range, RANGES } from './use-range';
import { UsageLegend } from './usage-legend';
import { UsageTable } from './usage-table';
import { UsageTotals } from './usage-totals';

const UsageChart = lazy(() => import('./usage-chart'));

export type View = 'chart' | 'table';

/** How the figures are looked at: an address keeps it, or a drawer as long as it is open. */
export interface Looking {
  readonly range: Range;
  readonly setRange: (range: Range) => void;
  readonly view: View;
  readonly setView: (view: View) => void;
}

/** Totals, and a chart or a table by day. */
export function UsageFigures({
  days,
  counts,
  looking: { range, setRange, view, setView },
  whyLink,
}: {
  readonly days: readonly string[];
  readonly counts: Pages<Count>;
  readonly looking: Looking;
  readonly whyLink?: (code: DecisionCode) => ReactNode;
}): ReactNode {
  const { t } = useTranslation('usage');
  const { isComplete } = useAllPages(counts);
  const shown = byDay(days, counts.rows);
  const totals = totalsOf(shown);
  const isEmpty = totals.passed + totals.refused === 0;
  const series = seriesOf(totals);

  return (
    <Looks>
      <Stack gap="md">
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('range')}
            data={RANGES.map((count) => ({ value: String(count), label: t('days', { count }) }))}
            value={String(range)}
            onChange={(value) => isRange(Number(value)) && setRange(Number(value) as Range)}
          />
          <SegmentedControl
            aria-label={t('view')}
            data={[
              { value: 'chart', label: t('asChart') },
              { value: 'table', label: t('asTable') },
            ]}
            value={view}
            onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
          />
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={counts.loading && isComplete}
            onClick={counts.reload}
          >
            {t('refresh')}
          </Button>
        </Group>
        {counts.refusal && <Problem refusal={counts.refusal} onRetry={counts.reload} />}
        {!counts.refusal && !isComplete && <Loading />}
        {isComplete && (
          <>
            <UsageTotals totals={totals} whyLink={whyLink} />
            <VisuallyHidden role="status">{t('shown', { count: range })}</VisuallyHidden>
            {isEmpty ? (
              <Text>{t('none')}</Text>
            ) : view === 'table' ? (
              <UsageTable days={shown} totals={totals} />
            ) : (
              <Paper withBorder p="sm">
                <Stack gap="sm">
                  <UsageLegend series={series} />
                  <Suspense fallback={<Loading />}>
                    <UsageChart days={shown} series={series} />
                  </Suspense>
                  <Text size="xs" c="dimmed">
                    {t('daysAreUtc')}
                  </Text>
                </Stack>
              </Paper>
            )}
          </>
        )}
      </Stack>
    </Looks>
  );
}
