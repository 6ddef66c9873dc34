import { Grid, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { faultsByField } from '../api/outcome';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { AnswerView } from './answer-view';
import { addressOfQuestion, hasGoodAddress, isComplete, type Question, questionOfAddress } from './question';
import { QuestionForm } from './question-form';
import { useExplanation } from './use-explanation';

/** What a gateway would be answered about a request, and why. */
export default function WhyPanel(): ReactNode {
  const { t } = useTranslation('why');
  const account = useAccount();
  const [params, setParams] = useSearchParams();
  const [question, setQuestion] = useState<Question>(() => questionOfAddress(params));
  const { answer, refusal, busy, ask } = useExplanation(account.id);
  const headline = useRef<HTMLHeadingElement>(null);
  const faults = refusal && faultsByField(refusal, ['key', 'keyId', 'clientIp']);

  // A link leads here with the whole question: it is asked at once, and once.
  const first = useRef(question);
  useEffect(() => {
    if (isComplete(first.current) && hasGoodAddress(first.current)) void ask(first.current);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  async function askNow(asked: Question): Promise<void> {
    setQuestion(asked);
    setParams(addressOfQuestion(asked), { replace: true });
    if (await ask(asked)) headline.current?.focus();
  }

  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack>
          <div>
            <Title order={2} size="h4">
              {t('title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('intro')}
            </Text>
          </div>
          <QuestionForm
            question={question}
            faults={faults?.atFields ?? {}}
            busy={busy}
            known={answer?.explanation.effectiveApiKey?.node ?? null}
            onChange={setQuestion}
            onAsk={(asked) => void askNow(asked)}
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        {faults?.rest && <Problem refusal={faults.rest} onRetry={() => void askNow(question)} />}
        {answer && (
          <AnswerView
            answer={answer}
            headline={headline}
            onAskHere={() => void askNow({ ...answer.question, namesAccount: true })}
          />
        )}
        {busy && !answer && <Loading />}
        {!answer && !busy && !refusal && (
          <Paper withBorder p="lg">
            <Text c="dimmed">{t('notAsked')}</Text>
          </Paper>
        )}
      </Grid.Col>
    </Grid>
  );
}
