import i18next from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { initReactI18next } from 'react-i18next';
import { notifyFailed } from '../parts/notify';
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

/** A file did not come: Keytree was upgraded since the page was opened, or the network is away. */
let isIncomplete = false;

/** The page says that it cannot be shown, which takes a reload, rather than show names of texts. */
function missing(name: string, otherwise?: string): string {
  if (otherwise === undefined && isIncomplete) throw new Error(`The text ${name} did not come.`);
  return otherwise ?? name;
}

export async function startTexts(): Promise<void> {
  const language = preferred();
  const refusals = loadRefusals(language);
  i18next.on('failedLoading', () => {
    isIncomplete = true;
  });
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
      parseMissingKeyHandler: missing,
    });
  await refusals;
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  // First of all: who leaves while the texts are on their way has chosen all the same.
  localStorage.setItem(KEPT_AS, language);
  try {
    await Promise.all([loadAreas(language), loadRefusals(language)]);
  } catch {
    notifyFailed(i18next.t('languageAway'));
    return;
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** All that the page has opened so far. What did not come before is asked for again. */
function loadAreas(language: Language): Promise<void> {
  return new Promise((resolve, reject) => {
    void i18next.reloadResources([language], undefined, (failure?: unknown) => {
      if (failure) reject(new Error('Texts did not come.', { cause: failure }));
      else resolve();
    });
  });
}
