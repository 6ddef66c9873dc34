import { formFaults } from '../../../console/src/keys/dialogs/form-faults';
import { changedFields, FIRST_VALUES, inputOf, onTop } from '../../../console/src/keys/dialogs/key-values';
import { daysAfter, fromLocalTime, toLocalTime } from '../../../console/src/keys/dialogs/local-time';
import { entriesOf, rangeHint } from '../../../console/src/keys/dialogs/range-hint';
import { risksOf } from '../../../console/src/keys/dialogs/risks';

describe('what is sent of a key', () => {
  const before = { ...FIRST_VALUES, name: 'Fleet', tags: ['a', 'b'], description: 'old' };

  it('is what was changed, lists compared without their order', () => {
    const now = { ...before, tags: ['b', 'a'], description: ' ', expiresAt: '2031-01-31T09:30' };
    const fields = changedFields(before, now);
    expect(fields).toEqual(['description', 'expiresAt']);
    expect(inputOf(now, fields)).toEqual({
      description: null,
      expiresAt: new Date(2031, 0, 31, 9, 30).toISOString(),
    });
    expect(inputOf(before, ['expiresAt'])).toEqual({ expiresAt: null });
  });

  it('is put on top of what somebody else made of it', () => {
    const mine = { ...before, description: 'mine' };
    const theirs = { ...before, description: 'theirs', fullApiAccess: true };
    expect(onTop(theirs, mine, changedFields(before, mine))).toEqual({ ...theirs, description: 'mine' });
  });
});

describe('an expiry in the zone of the browser', () => {
  it('reads as it is written', () => {
    const at = new Date(2031, 0, 5, 7, 8);
    expect(toLocalTime(at)).toBe('2031-01-05T07:08');
    expect(fromLocalTime(toLocalTime(at))).toEqual(at);
  });

  it('comes at the same time of day, however many days later', () => {
    expect(toLocalTime(daysAfter(new Date(2031, 2, 1, 12, 0), 90))).toBe('2031-05-30T12:00');
  });
});

describe('allowed addresses', () => {
  it('are told from what is none, and how many there are', () => {
    expect(['', '203.0.113.7', '2001:db8::/32'].map(rangeHint)).toEqual([null, null, null]);
    expect(['host.example', '198', '1.2.3.4 5.6.7.8'].map(rangeHint)).toEqual(Array(3).fill('NO_ADDRESS'));
    expect(['198.51.100.0/24', '0.0.0.0/0', '203.0.113.7/32'].map(rangeHint)).toEqual([256, 4_294_967_296, null]);
  });

  it('are pasted one a line or with commas', () => {
    expect(entriesOf('203.0.113.7, 2001:db8::/32\n198.51.100.0/24;')).toEqual([
      ...['203.0.113.7', '2001:db8::/32', '198.51.100.0/24'],
    ]);
  });
});

describe('the risks of a key', () => {
  it('are those that the service finds', () => {
    const open = { ...FIRST_VALUES, fullApiAccess: true, allowUnauthenticatedRequests: true };
    expect(risksOf(FIRST_VALUES)).toEqual([]);
    expect(risksOf({ ...open, allowedIps: [' '] })).toEqual(['FULL_ACCESS_WITHOUT_USER']);
    expect(risksOf({ ...open, allowedIps: ['203.0.113.7'] })).toEqual([]);
    expect(risksOf({ ...FIRST_VALUES, allowUntrustedEndpoints: true })).toEqual(['UNTRUSTED_ENDPOINTS']);
    expect(risksOf({ ...open, allowedIps: ['203.0.113.7'], clientType: 'CLIENT' })).toEqual(['CLIENT_CANNOT_INSTALL']);
  });
});

describe('faults of a form', () => {
  it('stand at the entry that they are about; the rest is told above', () => {
    const refusal = {
      code: 'VALIDATION_FAILED',
      message: 'Two faults.',
      faults: [
        { path: ['allowedIps', '2'], message: 'No address.' },
        { path: ['name'], message: 'Empty.' },
      ],
    };
    expect(formFaults(refusal, ['name', 'allowedIps'])).toEqual({
      atPlaces: { 'allowedIps.2': 'No address.', name: 'Empty.' },
      rest: null,
    });
    expect(formFaults(refusal, ['name']).rest).toBe(refusal);
    const away = { code: 'NETWORK', message: '', faults: [] };
    expect(formFaults(away, ['name']).rest).toBe(away);
  });
});
