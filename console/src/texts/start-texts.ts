import i18next from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { initReactI18next } from 'react-i18next';
import { isLanguage, type Language } from './languages';
import { loadRefusals } from './refusals';

const KEPT_AS = 'keytree-language';

/** A download an area of the page: what is opened later brings its own texts. */
const backend = resourcesToBackend((language: string, area: string) => import(`./${language}/${area}.json`));

function preferred(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function startTexts(): Promise<void> {
  const language = preferred();
  const refusals = loadRefusals(language);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      // Every language is whole: there is nothing to fall back to.
      fallbackLng: false,
      defaultNS: 'common',
      ns: ['common', 'session'],
      // React escapes what it shows.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  await refusals;
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  // First of all: who leaves while the texts are on their way has chosen all the same.
  localStorage.setItem(KEPT_AS, language);
  await Promise.all([i18next.changeLanguage(language), loadRefusals(language)]);
  document.documentElement.lang = language;
}
