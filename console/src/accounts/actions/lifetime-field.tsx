import { Group, Input, NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { durationInWords, type Lifetime, LIFETIMES, type Unit, unitOf, UNITS } from './lifetimes';

interface LifetimeFieldProps {
  readonly name: Lifetime;
  /** Seconds; null: as the account above says. */
  readonly value: number | null;
  /** What holds where the account says nothing itself, if that is known. */
  readonly inherited: number | null;
  readonly error?: ReactNode;
  readonly onChange: (seconds: number | null) => void;
}

export function LifetimeField({ name, value, inherited, error, onChange }: LifetimeFieldProps): ReactNode {
  const { t, i18n } = useTranslation('accounts');
  const id = useId();
  const [unit, setUnit] = useState<Unit>(() => unitOf(value ?? inherited ?? UNITS.hour));
  const words = (seconds: number): string => durationInWords(seconds, i18n.language);
  const { least, most } = LIFETIMES[name];
  return (
    <Input.Wrapper
      id={id}
      label={t(`lifetime.${name}`)}
      description={[
        t('lifetime.bounds', { least: words(least), most: words(most) }),
        inherited === null ? t('lifetime.empty') : t('lifetime.emptyIs', { duration: words(inherited) }),
      ].join(' ')}
      error={error}
    >
      <Group gap="xs" wrap="nowrap" mt={4}>
        <NumberInput
          id={id}
          flex={1}
          min={0}
          aria-describedby={`${id}-description`}
          hideControls
          value={value === null ? '' : value / UNITS[unit]}
          error={error !== undefined && error !== null}
          onChange={(next) => onChange(typeof next === 'number' ? Math.round(next * UNITS[unit]) : null)}
        />
        <NativeSelect
          aria-label={t('lifetime.unitOf', { name: t(`lifetime.${name}`) })}
          value={unit}
          data={(Object.keys(UNITS) as Unit[]).map((each) => ({ value: each, label: t(`unit.${each}`) }))}
          onChange={(event) => {
            const next = event.currentTarget.value as Unit;
            if (value !== null) onChange(Math.round((value / UNITS[unit]) * UNITS[next]));
            setUnit(next);
          }}
        />
      </Group>
    </Input.Wrapper>
  );
}
