import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What one hides from onlookers. No password field, since browsers offer to keep what is typed into one. */
export function SecretInput(props: TextInputProps): ReactNode {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...props}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      classNames={{ input: 'mono' }}
      styles={{ input: { WebkitTextSecurity: shown ? 'none' : 'disc' } }}
      rightSection={
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
        </ActionIcon>
      }
    />
  );
}
