import { Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckCode, CheckOutcome } from '../gql/graphql';
import { Remedy } from './remedy';
import type { Answer } from './use-explanation';
import { useSentence } from './use-sentence';

const LOOKS = {
  PASSED: { color: 'green', text: 'dimmed', Icon: IconCheck },
  FAILED: { color: 'red', text: 'red', Icon: IconX },
  NOT_APPLICABLE: { color: 'gray', text: 'dimmed', Icon: IconMinus },
  NOT_MADE: { color: 'gray', text: 'dimmed', Icon: IconQuestionMark },
} as const;

/** Every check, in the order in which a gateway's question is decided; the first that fails is the answer. */
export function CheckList({
  answer,
  onAskHere,
}: {
  readonly answer: Answer;
  readonly onAskHere: () => void;
}): ReactNode {
  const { t } = useTranslation('why');
  const { checks, code: decision } = answer.explanation;
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb={4}>
        {t('checks')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('checksHelp')}
      </Text>
      <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {checks.map(({ code, outcome }) => (
          <Group component="li" key={code} gap="sm" wrap="nowrap" align="flex-start">
            <OutcomeIcon outcome={outcome} decides={code === decision} />
            <Stack gap={6} flex={1} miw={0}>
              <Group gap="xs" justify="space-between" align="flex-start" wrap="nowrap">
                <Text size="sm" {...(code === decision && { fw: 700 })}>
                  {t(`check.${code}`)}
                </Text>
                <Text
                  size="xs"
                  c={LOOKS[outcome].text}
                  fw={outcome === 'FAILED' ? 700 : 400}
                  mt={3}
                  style={{ flexShrink: 0 }}
                >
                  {t(`outcome.${outcome}`)}
                </Text>
              </Group>
              {outcome === 'FAILED' && (
                <Failure code={code} answer={answer} decides={code === decision} onAskHere={onAskHere} />
              )}
            </Stack>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

function OutcomeIcon({ outcome, decides }: { readonly outcome: CheckOutcome; readonly decides: boolean }): ReactNode {
  const { color, Icon } = LOOKS[outcome];
  return (
    <ThemeIcon size={22} radius="xl" color={color} variant={decides ? 'filled' : 'light'} aria-hidden>
      <Icon size={14} />
    </ThemeIcon>
  );
}

/** What is wrong and what mends it. That of the first failure is in the headline already. */
function Failure({
  code,
  answer,
  decides,
  onAskHere,
}: {
  readonly code: CheckCode;
  readonly answer: Answer;
  readonly decides: boolean;
  readonly onAskHere: () => void;
}): ReactNode {
  const { t } = useTranslation('why');
  const sentence = useSentence();
  return (
    <Paper p="sm" withBorder {...(decides && { style: { borderColor: 'var(--mantine-color-red-filled)' } })}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{decides ? t('decides') : t('failsToo', { because: sentence(code, answer) })}</Text>
        <Remedy code={code} answer={answer} onAskHere={onAskHere} />
      </Stack>
    </Paper>
  );
}
