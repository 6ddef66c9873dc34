import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'console/README.md',
];

/** What readers read: code blocks have headings and brackets of their own. */
function proseOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
}

/** The anchors that forges give to headings. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function linksOf(page: string): { page: string; target: string; anchor: string | undefined }[] {
  return [...proseOf(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = '', anchor]) => ({
    page,
    target: path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path)),
    anchor,
  }));
}

describe('links of the documentation', () => {
  it.each(PAGES.flatMap(linksOf))('$page leads to $target#$anchor', ({ target, anchor }) => {
    expect(existsSync(join(ROOT, target))).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
  });

  it('lead to every page of docs/ from the README', () => {
    const linked = linksOf('README.md').map(({ target }) => target);
    expect(linked).toEqual(expect.arrayContaining(PAGES.filter((page) => page.startsWith('docs/'))));
  });
});
