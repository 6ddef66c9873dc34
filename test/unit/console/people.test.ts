import { byNameFirst } from '../../../console/src/people/by-name-first';
import { generatePassword } from '../../../console/src/people/generate-password';
import { ALL_PERMISSIONS, lacking, sourcesOf, toggled } from '../../../console/src/people/permissions';
import { filterOf, searchOf } from '../../../console/src/people/user-filter';
import { PERMISSIONS } from '../../../src/domain/permissions/permission';

describe('permissions in the console', () => {
  it('are those of the service', () => {
    expect([...ALL_PERMISSIONS].sort()).toEqual([...PERMISSIONS].sort());
  });

  it('are ticked together, and taken back where all are ticked', () => {
    expect(toggled(['ViewUser'], ['ModifyUser', 'ViewUser'])).toEqual(['ViewUser', 'ModifyUser']);
    expect(toggled(['ViewUser', 'ViewAccount', 'ModifyUser'], ['ModifyUser', 'ViewUser'])).toEqual(['ViewAccount']);
  });

  it('are told where they are not held, and by which grant they are', () => {
    expect(lacking(['DeleteRole', 'ViewRole'], ['ViewRole'])).toEqual(['DeleteRole']);
    const sources = sourcesOf([{ permissions: ['ViewRole'] }, { permissions: ['ViewRole', 'ViewUser'] }]);
    expect([...sources]).toEqual([
      ['ViewRole', [1, 2]],
      ['ViewUser', [2]],
    ]);
  });
});

describe('the list of users', () => {
  it('takes its filter from the address, whatever stands there', () => {
    expect(filterOf(searchOf(new URLSearchParams('name=a&below=yes&state=disabled')))).toEqual({
      namePrefix: 'a',
      includeSubAccounts: true,
      disabled: true,
    });
    expect(filterOf(searchOf(new URLSearchParams('below=maybe&state=gone')))).toEqual({});
  });
});

describe('accounts that were found', () => {
  it('come by name first', () => {
    const found = [{ name: 'Bakery' }, { name: 'Contoso Alps' }, { name: 'Clinic' }];
    expect(byNameFirst(found, 'CONT').map(({ name }) => name)).toEqual(['Contoso Alps', 'Bakery', 'Clinic']);
  });
});

describe('a generated password', () => {
  it('has 20 characters that cannot be mistaken for one another, in groups, and never twice the same', () => {
    const some = Array.from({ length: 50 }, generatePassword);
    for (const one of some) expect(one).toMatch(/^(?:[a-km-zA-HJ-NP-Z2-9]{5}-){3}[a-km-zA-HJ-NP-Z2-9]{5}$/);
    expect(new Set(some).size).toBe(50);
  });
});
