import type { Language } from './languages';

/** What the service says in English, to the same in another language; `{0}` stands for what varies, in both. */
export type Refusals = Readonly<Record<string, string>>;

interface Pattern {
  readonly matches: RegExp;
  /** Which hole each group of the expression is. */
  readonly holes: readonly string[];
  readonly translation: string;
}

const HOLE = /\{(\d+)\}/g;

/** The service speaks English alone: what it says is the id of its text in another language, as with gettext. */
export class RefusalTranslator {
  private readonly exact: ReadonlyMap<string, string>;
  /** What is most of it fixed text goes before what could be almost anything. */
  private readonly patterns: readonly Pattern[];

  constructor(refusals: Refusals) {
    const all = Object.entries(refusals);
    this.exact = new Map(all);
    this.patterns = all
      .filter(([english]) => english.search(HOLE) >= 0)
      .sort(([one], [other]) => fixedLength(other) - fixedLength(one))
      .map(([english, translation]) => patternOf(english, translation));
  }

  /** As the service said it where nothing fits: better in English than not at all. */
  translate(message: string): string {
    const exact = this.exact.get(message);
    if (exact !== undefined) return exact;
    for (const { matches, holes, translation } of this.patterns) {
      const found = matches.exec(message);
      if (found) return translation.replaceAll(HOLE, (hole, name: string) => found[holes.indexOf(name) + 1] ?? hole);
    }
    return message;
  }
}

function fixedLength(english: string): number {
  return english.replaceAll(HOLE, '').length;
}

function patternOf(english: string, translation: string): Pattern {
  const fixed = english.split(/\{\d+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return {
    matches: new RegExp(`^${fixed.join('(.+?)')}$`, 's'),
    holes: [...english.matchAll(HOLE)].map(([, name]) => name ?? ''),
    translation,
  };
}

let translator: RefusalTranslator | null = null;

/** English needs none, and does not download any. */
export async function loadRefusals(language: Language): Promise<void> {
  if (language === 'en') {
    translator = null;
    return;
  }
  const { default: refusals } = (await import(`./${language}/refusals.json`)) as { default: Refusals };
  translator = new RefusalTranslator(refusals);
}

/** What the service said, in the language of the page. */
export function inOwnLanguage(message: string): string {
  return translator?.translate(message) ?? message;
}
