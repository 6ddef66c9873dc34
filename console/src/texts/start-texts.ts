import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, type Language } from './languages';

const KEPT_AS = 'keytree-language';

/** One download a language: its files are small, and a page whose texts come later jumps. */
const TEXTS: Record<Language, () => Promise<{ readonly texts: ResourceLanguage }>> = {
  en: () => import('./en'),
  de: () => import('./de'),
};

function preferred(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    defaultNS: 'common',
    ns: ['common'],
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(preferred());
}

async function speak(language: Language): Promise<void> {
  const { texts } = await TEXTS[language]();
  for (const [area, ofArea] of Object.entries(texts)) i18next.addResourceBundle(language, area, ofArea);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  localStorage.setItem(KEPT_AS, language);
}
