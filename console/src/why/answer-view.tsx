import { Alert, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../parts/copy-button';
import { CheckList } from './check-list';
import { stopsOf } from './line';
import { LinePicture } from './line-picture';
import { addressOfQuestion } from './question';
import type { Answer } from './use-explanation';
import { useSentence } from './use-sentence';

interface AnswerViewProps {
  readonly answer: Answer;
  /** Is focused when an answer has come. */
  readonly headline: RefObject<HTMLHeadingElement | null>;
  /** The same once more, with the account named. */
  readonly onAskHere: () => void;
}

export function AnswerView({ answer, headline, onAskHere }: AnswerViewProps): ReactNode {
  const { t } = useTranslation('why');
  const sentence = useSentence();
  const { code } = answer.explanation;
  const passes = code === 'VALID';
  const stops = stopsOf(answer.explanation, new Set(answer.suspended.map(({ id }) => id)));
  return (
    <Stack>
      <Alert color={passes ? 'green' : 'red'} icon={passes ? <IconCircleCheck size={24} /> : <IconCircleX size={24} />}>
        <Stack gap="xs">
          <Title order={3} size="h4" ref={headline} tabIndex={-1} style={{ outline: 'none' }}>
            {passes ? t('passes') : t('refused')}
          </Title>
          <Text>{sentence(code, answer)}</Text>
          <Group gap="xs" justify="space-between">
            <Text size="sm">
              {t('code')} <Code>{code}</Code>
            </Text>
            {answer.question.keyBy === 'choice' && (
              <Group gap={4}>
                <Text size="sm">{t('link')}</Text>
                <CopyButton value={linkTo(answer)} label={t('copyLink')} />
              </Group>
            )}
          </Group>
        </Stack>
      </Alert>
      {stops.length > 0 && (
        <Paper withBorder p="md">
          <LinePicture answer={answer} stops={stops} />
        </Paper>
      )}
      <CheckList answer={answer} onAskHere={onAskHere} />
    </Stack>
  );
}

function linkTo({ question }: Answer): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${new URLSearchParams(addressOfQuestion(question)).toString()}`;
}
