import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_CODES } from '../../src/domain/decision/codes';
import { printOpenApi } from '../../src/openapi/document';
import { FORWARD_AUTH_FAULTS, RATE_LIMITED_CODE } from '../../src/verification/http/codes';
import { DESCRIPTION } from './openapi-contract';

const read = (name: string): string => readFileSync(join(__dirname, '../..', name), 'utf8');
const PAGE = read('docs/gateways.md');

function section(heading: string): string {
  const found = PAGE.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/gateways.md has no section ${heading}`);
  return found;
}

/** The words in backquotes of the first column of the section's table. */
const firstColumn = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, word = '']) => word);

/** The whole set that goes out with a 200. */
const PASSED = Object.keys(DESCRIPTION.paths['/v1/forward-auth']!.get!.responses['200']!.headers!).filter((name) =>
  name.startsWith('X-Keytree-'),
);

it('schema/openapi.json is what the code says', () => {
  expect(read('schema/openapi.json')).toBe(printOpenApi());
});

describe('docs/gateways.md', () => {
  it('lists every code, in the order of the checks', () => {
    const text = section('Codes');
    expect(firstColumn(text)).toEqual([...CHECK_CODES, RATE_LIMITED_CODE]);
    for (const code of FORWARD_AUTH_FAULTS) expect(text).toContain(`\`${code}\``);
  });

  it('lists every header that an API is told', () => {
    expect(firstColumn(section('What your API is told'))).toEqual(PASSED);
  });

  it('sets every one of them in each configuration', () => {
    const named = (pattern: RegExp, text: string): string[] =>
      [...text.matchAll(pattern)].map(([, name = '']) => name.toLowerCase()).sort();
    const passed = PASSED.map((name) => name.toLowerCase()).sort();
    const fromClient = ['x-keytree-device-token', 'x-keytree-gateway'];
    const nginx = read('docs/nginx.conf').split(/^ +location /m)[0]!;
    expect(named(/^ +proxy_set_header (X-Keytree-\S+)/gm, nginx)).toEqual([...passed, ...fromClient].sort());
    expect(named(/^ +- (X-Keytree-\S+)$/gm, section('Traefik'))).toEqual(passed);
    expect(named(/^ +- remove: (x-keytree-\S+)$/gm, section('Envoy'))).toEqual([...passed, 'x-keytree-gateway'].sort());
  });
});
