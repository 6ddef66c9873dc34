import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSecret } from './secrets';

interface SearchInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  readonly value: string;
  /** Without the blanks around it; empty where a secret was pasted, which is not searched for. */
  readonly onSearch: (text: string) => void;
}

const searchedBy = (typed: string): string => (isSecret(typed) ? '' : typed.trim());

export function SearchInput({ value, onSearch, error, ...input }: SearchInputProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  // Set elsewhere, as by "back" or by clearing all filters.
  if (value !== before) {
    setBefore(value);
    if (value !== searchedBy(typed)) setTyped(value);
  }

  function type(text: string): void {
    setTyped(text);
    onSearch(searchedBy(text));
  }

  return (
    <TextInput
      leftSection={<IconSearch size={16} aria-hidden />}
      autoComplete="off"
      {...input}
      type="search"
      value={typed}
      error={isSecret(typed) ? t('secretSearched', { why: t('tab.why') }) : error}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && type('')}
      rightSection={typed !== '' && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => type('')} />}
    />
  );
}
