import { Button, Collapse, Paper, Radio, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconHelpCircle } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import { SecretInput } from '../parts/secret-input';
import { type KnownKey, KeyChoice } from './key-choice';
import { hasGoodAddress, isComplete, OPERATIONS, type Question } from './question';

interface QuestionFormProps {
  readonly question: Question;
  readonly faults: Readonly<Record<string, string>>;
  readonly busy: boolean;
  /** The key of the last answer: an address may name one that the list has not brought. */
  readonly known: KnownKey | null;
  readonly onChange: (question: Question) => void;
  readonly onAsk: (question: Question) => void;
}

export function QuestionForm({ question, faults, busy, known, onChange, onAsk }: QuestionFormProps): ReactNode {
  const { t } = useTranslation('why');
  const account = useAccount();
  const set = (changed: Partial<Question>): void => onChange({ ...question, ...changed });
  const isPasted = question.keyBy === 'value';

  const missing = useId();
  const address = useRef<HTMLInputElement>(null);
  /** Asked about, and no address: said until it is another one. */
  const [badAddress, setBadAddress] = useState(hasGoodAddress(question) ? null : question.clientIp);
  const isBadAddress = faults.clientIp !== undefined || badAddress === question.clientIp;

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isComplete(question)) return;
    if (hasGoodAddress(question)) {
      onAsk(question);
    } else {
      setBadAddress(question.clientIp);
      address.current?.focus();
    }
  }

  return (
    <Paper component="form" withBorder p="md" onSubmit={submit} aria-label={t('title')}>
      <Stack>
        <SegmentedControl
          fullWidth
          aria-label={t('keyBy')}
          value={question.keyBy}
          onChange={(keyBy) => set({ keyBy: keyBy === 'value' ? 'value' : 'choice' })}
          data={[
            { value: 'choice', label: t('keyByChoice') },
            { value: 'value', label: t('keyByValue') },
          ]}
        />
        {isPasted ? (
          <>
            <SecretInput
              label={t('value')}
              description={t('valueHelp')}
              value={question.value}
              error={faults.key}
              maxLength={300}
              onChange={(event) => set({ value: event.currentTarget.value })}
            />
            <Switch
              label={t('namesAccount', { account: account.name })}
              description={t('namesAccountHelp')}
              checked={question.namesAccount}
              onChange={(event) => set({ namesAccount: event.currentTarget.checked })}
            />
          </>
        ) : (
          <KeyChoice keyId={question.keyId} known={known} error={faults.keyId} onChoose={(keyId) => set({ keyId })} />
        )}
        <TextInput
          ref={address}
          label={t('ip')}
          description={t('ipHelp')}
          placeholder="203.0.113.9"
          value={question.clientIp}
          error={isBadAddress && t('ipInvalid')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => set({ clientIp: event.currentTarget.value })}
        />
        <Radio.Group label={t('operation')} value={question.operation} onChange={(operation) => set({ operation })}>
          <Stack gap="xs" mt="xs">
            {OPERATIONS.map((operation) => (
              <Radio
                key={operation}
                value={operation}
                label={t(`operations.${operation}`)}
                description={t(`operationHelp.${operation}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Tokens question={question} set={set} />
        <Button
          type="submit"
          loading={busy}
          disabled={!isComplete(question)}
          aria-describedby={isComplete(question) ? undefined : missing}
          leftSection={<IconHelpCircle size={18} aria-hidden />}
        >
          {t('ask')}
        </Button>
        {!isComplete(question) && (
          <Text id={missing} size="sm" c="dimmed">
            {isPasted ? t('missing.value') : t('missing.choice')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Tokens({
  question,
  set,
}: {
  readonly question: Question;
  readonly set: (changed: Partial<Question>) => void;
}): ReactNode {
  const { t } = useTranslation('why');
  const id = useId();
  const [opened, { toggle }] = useDisclosure();
  const Chevron = opened ? IconChevronUp : IconChevronDown;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={opened}
        aria-controls={id}
        rightSection={<Chevron size={16} aria-hidden />}
        onClick={toggle}
      >
        {t('tokens')}
      </Button>
      <Collapse expanded={opened} id={id}>
        <Stack gap="sm" pt="xs">
          <SecretInput
            label={t('userToken')}
            description={t('userTokenHelp')}
            value={question.userToken}
            onChange={(event) => set({ userToken: event.currentTarget.value })}
            maxLength={8192}
          />
          <SecretInput
            label={t('deviceToken')}
            description={t('deviceTokenHelp')}
            value={question.deviceToken}
            onChange={(event) => set({ deviceToken: event.currentTarget.value })}
            maxLength={8192}
          />
        </Stack>
      </Collapse>
    </div>
  );
}
