import { Input, type MantineColorScheme, SegmentedControl, Stack, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../texts/languages';
import { chooseLanguage } from '../texts/start-texts';

const SCHEMES = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

/** Language, and light or dark: kept in this browser. */
export function Choices(): ReactNode {
  const { t, i18n } = useTranslation('people');
  const { t: common } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack>
      <Input.Wrapper label={common('language')} labelElement="div">
        <div>
          <SegmentedControl<Language>
            aria-label={common('language')}
            value={i18n.language as Language}
            onChange={(language) => void chooseLanguage(language)}
            data={(Object.entries(LANGUAGES) as [Language, string][]).map(([value, label]) => ({ value, label }))}
          />
        </div>
      </Input.Wrapper>
      <Input.Wrapper label={t('scheme')} labelElement="div">
        <div>
          <SegmentedControl<MantineColorScheme>
            aria-label={t('scheme')}
            value={colorScheme}
            onChange={setColorScheme}
            data={SCHEMES.map((value) => ({ value, label: t(`schemes.${value}`) }))}
          />
        </div>
      </Input.Wrapper>
    </Stack>
  );
}
