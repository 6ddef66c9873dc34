import { filterInput, readFilter } from '../../../console/src/audit/audit-filter';
import { viewOf } from '../../../console/src/keys/key-view';
import { isLanguage } from '../../../console/src/texts/languages';

const TARGET = `acc_${'0'.repeat(32)}`;

/** An address may be typed, and what every object has is no name of a choice. */
describe.each(['constructor', 'toString', '__proto__', 'nonsense', ''])('an address that says “%s”', (name) => {
  it('asks for no range of time', () => {
    const chosen = readFilter(new URLSearchParams({ range: name, target: TARGET }));
    expect(chosen.range).toBe(null);
    expect(filterInput(chosen, new Date())).toEqual({ targetId: TARGET });
  });

  it('asks for nothing that has no id', () => {
    const chosen = readFilter(new URLSearchParams({ actor: name, target: name }));
    expect(filterInput(chosen, new Date())).toBe(null);
  });

  it('sorts keys as usual', () => {
    expect(viewOf(new URLSearchParams({ sort: name })).sort).toBe('definedOn');
    expect(viewOf(new URLSearchParams({ sort: `-${name}` }))).toMatchObject({ sort: 'definedOn', descending: true });
  });

  it('is in no language', () => {
    expect(isLanguage(name)).toBe(false);
  });
});

it('says what may be chosen', () => {
  expect(readFilter(new URLSearchParams('range=7d')).range).toBe('7d');
  expect(viewOf(new URLSearchParams('sort=-name'))).toMatchObject({ sort: 'name', descending: true });
  expect(isLanguage('de')).toBe(true);
});
