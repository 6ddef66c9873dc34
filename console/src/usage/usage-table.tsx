import { Box, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsNarrow } from '../parts/use-is-narrow';
import type { DayOfUsage, Totals } from './counts';
import { dayInFull } from './days';
import { inFigures } from './figures';

/** The same as the chart, in figures, with every code of its own; the latest day first. */
export function UsageTable({
  days,
  totals,
}: {
  readonly days: readonly DayOfUsage[];
  readonly totals: Totals;
}): ReactNode {
  const { t } = useTranslation('usage');
  const isNarrow = useIsNarrow();
  const refusals = totals.refusals.map(({ code }) => code);
  const columns = isNarrow ? [] : refusals;
  return (
    <Box role="region" aria-label={t('table')} tabIndex={0} mah={420} style={{ overflow: 'auto' }}>
      <Table stickyHeader striped captionSide="top">
        <Table.Caption>{t('daysAreUtc')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('day')}</Table.Th>
            {(['VALID', ...columns] as const).map((code) => (
              <Table.Th key={code} scope="col" ta="right">
                {t(`outcome.${code}`)}
              </Table.Th>
            ))}
            {isNarrow && <Table.Th scope="col">{t('refused')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.toReversed().map(({ day, outcomes }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                {dayInFull(day)}
              </Table.Th>
              {(['VALID', ...columns] as const).map((code) => (
                <Table.Td key={code} ta="right">
                  {inFigures(outcomes[code] ?? 0)}
                </Table.Td>
              ))}
              {isNarrow && (
                <Table.Td>
                  {refusals
                    .filter((code) => outcomes[code])
                    .map((code) => (
                      <div key={code}>
                        {t(`outcome.${code}`)}: {inFigures(outcomes[code] ?? 0)}
                      </div>
                    ))}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
