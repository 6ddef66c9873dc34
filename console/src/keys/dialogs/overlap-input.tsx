import { Radio, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** In seconds, with what each is called. */
const OVERLAPS = { none: 0, hour: 3600, day: 86_400, week: 604_800, month: 2_592_000 } as const;

export type Overlap = keyof typeof OVERLAPS;

export function overlapSeconds(overlap: Overlap): number {
  return OVERLAPS[overlap];
}

export function OverlapInput({
  value,
  onChange,
}: {
  readonly value: Overlap;
  readonly onChange: (value: Overlap) => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <Radio.Group
      label={t('dialog.regenerate.overlap')}
      description={t('dialog.regenerate.overlapHelp')}
      value={value}
      onChange={(next) => onChange(next)}
    >
      <Stack gap="xs" mt="xs">
        {(Object.keys(OVERLAPS) as Overlap[]).map((one) => (
          <Radio
            key={one}
            value={one}
            data-autofocus={one === value || undefined}
            label={t(`dialog.regenerate.overlaps.${one}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
