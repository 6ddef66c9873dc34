import { Code, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { durationInWords } from '../accounts/actions/lifetimes';
import { inFull } from '../parts/time';
import { accountName, type Things } from './things';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

interface AuditValueProps {
  readonly field: string;
  readonly value: unknown;
  readonly things: Things;
}

/** A value of an event as people read it; raw only where it is nested. */
export function AuditValue({ field, value, things }: AuditValueProps): ReactNode {
  const { t } = useTranslation('audit');
  const text = useScalarWords(field, things);
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    return (
      <Text size="sm" span c="dimmed">
        {value === undefined ? '–' : t('nothing')}
      </Text>
    );
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
    return (
      <List size="sm" listStyleType="none">
        {value.map((one, index) => (
          <List.Item key={index}>{text(one)}</List.Item>
        ))}
      </List>
    );
  }
  if (typeof value === 'object') {
    return (
      <Code block className="breaks">
        {JSON.stringify(value, null, 2)}
      </Code>
    );
  }
  return (
    <Text size="sm" span className="breaks">
      {text(value)}
    </Text>
  );
}

function useScalarWords(field: string, things: Things): (value: unknown) => string {
  const { t, i18n } = useTranslation('audit');
  return (value) => {
    if (value === null) return t('nothing');
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    if (typeof value === 'number') {
      return field.endsWith('Seconds') ? durationInWords(value, i18n.language) : value.toLocaleString();
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (INSTANT.test(text)) return inFull(new Date(text));
    const name = accountName(things, text);
    if (name !== null) return `${name} (${text})`;
    const words: unknown = i18n.getResource(i18n.language, 'audit', `value.${field}.${text}`);
    return typeof words === 'string' ? words : text;
  };
}
