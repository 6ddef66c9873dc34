import { Button, Group, PasswordInput } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { generatePassword, SHORTEST_PASSWORD } from './generate-password';

/** A new password, typed or generated; one that was generated is shown. */
export function PasswordField({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string, generated: boolean) => void;
  readonly error?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('people');
  const [visible, setVisible] = useState(false);
  return (
    <Group align="flex-start" gap="xs">
      <PasswordInput
        label={label}
        description={t('passwordHelp', { count: SHORTEST_PASSWORD })}
        required
        flex="1 1 240px"
        autoComplete="new-password"
        value={value}
        error={error}
        visible={visible}
        onVisibilityChange={setVisible}
        visibilityToggleButtonProps={{ 'aria-label': visible ? t('hidePassword') : t('showPassword') }}
        onChange={(event) => onChange(event.currentTarget.value, false)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <Button
        variant="default"
        mt={24}
        leftSection={<IconWand size={16} aria-hidden />}
        onClick={() => {
          onChange(generatePassword(), true);
          setVisible(true);
        }}
      >
        {t('generate')}
      </Button>
    </Group>
  );
}
