import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { type DayOfUsage, requestsOf, type Series } from './counts';
import { dayInFull, dayInShort } from './days';
import { Swatch, useFill } from './looks';
import { inFigures, inShortFigures } from './figures';

const TICK = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };

/** Requests by day, stacked by what they were answered. Nothing moves: bars are there at once. */
export default function UsageChart({
  days,
  series,
}: {
  readonly days: readonly DayOfUsage[];
  readonly series: readonly Series[];
}): ReactNode {
  const { t } = useTranslation('usage');
  const fill = useFill();
  return (
    <ResponsiveContainer width="100%" height={300}>
      <BarChart
        data={[...days]}
        title={t('chart')}
        desc={t('chartHelp')}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
        <XAxis dataKey="day" tickFormatter={dayInShort} tick={TICK} tickLine={false} minTickGap={24} />
        <YAxis
          tickFormatter={inShortFigures}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          allowDecimals={false}
          width={48}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--mantine-color-default-hover)' }}
          content={(shown) => <OfDay shown={shown} series={series} />}
        />
        {series.map((one) => (
          <Bar
            key={one.look + String(one.code)}
            dataKey={(day: DayOfUsage) => requestsOf(one, day)}
            stackId="all"
            fill={fill(one.look)}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function OfDay({
  shown: { active, payload },
  series,
}: {
  readonly shown: TooltipContentProps;
  readonly series: readonly Series[];
}): ReactNode {
  const { t } = useTranslation('usage');
  const day = payload[0]?.payload as DayOfUsage | undefined;
  if (!active || !day) return null;
  const counted = series.filter((one) => requestsOf(one, day) > 0);
  return (
    <Paper withBorder shadow="md" p="xs" maw={320}>
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {dayInFull(day.day)}
        </Text>
        {counted.length === 0 && <Text size="sm">{t('noRequests')}</Text>}
        {counted.map((one) => (
          <Group key={one.look + String(one.code)} gap="xs" wrap="nowrap">
            <Swatch look={one.look} />
            <Text size="sm" flex={1}>
              {one.code === null ? t('otherRefusals') : t(`outcome.${one.code}`)}
            </Text>
            <Text size="sm" fw={600}>
              {inFigures(requestsOf(one, day))}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
