import { Button, Group, Paper, Stepper, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathKeyFragment } from '../gql/graphql';
import { FIRST_VALUES, type KeyValues } from '../keys/dialogs/key-values';
import { daysAfter, toLocalTime } from '../keys/dialogs/local-time';
import { useKeyForm } from '../keys/dialogs/use-key-form';
import { useIsNarrow } from '../parts/use-is-narrow';
import { useStayHere } from '../parts/use-stay-here';
import { DisableStep } from './disable-step';
import { MakeStep } from './make-step';
import { firstChosen, standInOf, traitsOf } from './path-state';
import { UseStep } from './use-step';

/** One has to come back to a key before it ends; a year is what most can keep. */
const DAYS = 365;

interface ReplacingProps {
  /** Those that are active; at least one. */
  readonly predefined: readonly PathKeyFragment[];
  /** The account's other active keys, the newest first. */
  readonly own: readonly PathKeyFragment[];
  /** Ids of keys to begin with. */
  readonly named: readonly string[];
  readonly onDisabled: (count: number) => void;
  readonly onClose: () => void;
}

/** Three steps; where one stands at first follows from the keys that there are, so that one may leave and come back. */
export function Replacing({ predefined, own, named, onDisabled, onClose }: ReplacingProps): ReactNode {
  const { t } = useTranslation('findings');
  const isNarrow = useIsNarrow();
  const heading = useRef<HTMLHeadingElement>(null);
  const [chosenIds, setChosenIds] = useState(() => firstChosen(predefined, named));
  const chosen = predefined.filter(({ id }) => chosenIds.includes(id));
  const [ownId, setOwnId] = useState(() => standInOf(own, chosen)?.id ?? null);
  const [step, setStep] = useState(ownId === null ? 0 : 1);
  const [isMaking, setMaking] = useState(false);
  useStayHere(isMaking);
  const state = useKeyForm(suggested(chosen));
  const standIn = own.find(({ id }) => id === ownId) ?? null;

  // Who was led here from a finding further down, or to another step, shall see where it begins.
  useEffect(() => heading.current?.focus(), [step]);

  /** The stepper names the steps for the eye. */
  const headingOf = (name: 'make' | 'use' | 'disable'): ReactNode => (
    <Title order={3} className="visually-hidden" ref={heading} tabIndex={-1}>
      {t(`path.${name}.label`)}
    </Title>
  );

  function suggested(keys: readonly PathKeyFragment[]): KeyValues {
    const traits = traitsOf(keys);
    const expiresAt = toLocalTime(daysAfter(new Date(), DAYS));
    return { ...FIRST_VALUES, ...traits, expiresAt, name: t(`path.ownName.${traits.clientType}`) };
  }

  function choose(ids: readonly string[]): void {
    const keys = predefined.filter(({ id }) => ids.includes(id));
    const isNameTyped = state.form.getValues().name !== suggested(chosen).name;
    const { name, ...traits } = { ...traitsOf(keys), name: suggested(keys).name };
    state.form.setValues({ ...traits, ...(!isNameTyped && { name }) });
    setChosenIds(ids);
  }

  function take(id: string): void {
    setOwnId(id);
    setStep(1);
  }

  return (
    <Paper component="section" withBorder p="md" aria-labelledby="replace-predefined">
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={2} size="h4" id="replace-predefined">
            {t('path.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('path.intro')}
          </Text>
        </div>
        <Button variant="subtle" size="compact-sm" disabled={isMaking} onClick={onClose}>
          {t('path.leave')}
        </Button>
      </Group>
      <Stepper
        active={step}
        onStepClick={(next) => !isMaking && setStep(next)}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        size="sm"
        allowNextStepsSelect
      >
        <Stepper.Step label={t('path.make.label')} description={t('path.make.what')}>
          {headingOf('make')}
          <MakeStep
            predefined={predefined}
            own={own}
            chosenIds={chosenIds}
            state={state}
            onBusy={setMaking}
            onChoose={choose}
            onTake={take}
          />
        </Stepper.Step>
        <Stepper.Step label={t('path.use.label')} description={t('path.use.what')}>
          {headingOf('use')}
          <UseStep chosen={chosen} standIn={standIn} onBack={() => setStep(0)} onNext={() => setStep(2)} />
        </Stepper.Step>
        <Stepper.Step label={t('path.disable.label')} description={t('path.disable.what')}>
          {headingOf('disable')}
          <DisableStep
            predefined={predefined}
            chosenIds={chosenIds}
            standIn={standIn}
            onBack={() => setStep(1)}
            onDisabled={onDisabled}
          />
        </Stepper.Step>
      </Stepper>
    </Paper>
  );
}
