import { groupFindings } from '../../../console/src/findings/group-findings';
import { firstChosen, isReplaced, progressOf, standInOf, traitsOf } from '../../../console/src/findings/path-state';

const NO_FLAGS = {
  fullApiAccess: false,
  allowUnauthenticatedRequests: false,
  allowUntrustedEndpoints: false,
  automaticEndpointTrust: false,
};
const CHROME = { ...NO_FLAGS, id: 'chrome', clientType: 'CHROME' as const, lastUsedAt: null };
const CLIENT = {
  ...NO_FLAGS,
  id: 'client',
  clientType: 'CLIENT' as const,
  allowUnauthenticatedRequests: true,
  allowUntrustedEndpoints: true,
  lastUsedAt: null,
};

describe('findings', () => {
  it('stand under their severity and kind, in the order of the list', () => {
    const finding = (severity: 'HIGH' | 'LOW', kind: 'PREDEFINED_KEY_ACTIVE' | 'UNUSED' | 'NEVER_EXPIRES') => ({
      severity,
      kind,
    });
    const grouped = groupFindings([
      finding('HIGH', 'PREDEFINED_KEY_ACTIVE'),
      finding('HIGH', 'PREDEFINED_KEY_ACTIVE'),
      finding('LOW', 'UNUSED'),
      finding('LOW', 'NEVER_EXPIRES'),
    ]);
    expect(
      grouped.map(({ severity, kinds }) => [severity, kinds.map((one) => [one.kind, one.findings.length])]),
    ).toEqual([
      ['HIGH', [['PREDEFINED_KEY_ACTIVE', 2]]],
      [
        'LOW',
        [
          ['UNUSED', 1],
          ['NEVER_EXPIRES', 1],
        ],
      ],
    ]);
  });
});

describe('the way from predefined keys', () => {
  it('begins with those that are named, else those in use, else that of clients', () => {
    const used = { ...CHROME, lastUsedAt: '2026-01-01T00:00:00Z' };
    expect(firstChosen([CHROME, CLIENT], ['chrome', 'gone'])).toEqual(['chrome']);
    expect(firstChosen([used, CLIENT], ['all'])).toEqual(['chrome']);
    expect(firstChosen([CHROME, CLIENT], ['all'])).toEqual(['client']);
    expect(firstChosen([CHROME], ['all'])).toEqual(['chrome']);
  });

  it('takes over kind and flags, all that any of them has', () => {
    expect(traitsOf([CLIENT])).toMatchObject({ clientType: 'CLIENT', allowUntrustedEndpoints: true });
    expect(traitsOf([CLIENT, CHROME])).toMatchObject({ clientType: 'GENERAL', allowUnauthenticatedRequests: true });
  });

  it('finds the key that was made before', () => {
    const weak = { ...CLIENT, id: 'weak', allowUntrustedEndpoints: false };
    const made = { ...CLIENT, id: 'made' };
    expect(standInOf([weak, made], [CLIENT])?.id).toBe('made');
    expect(standInOf([made], [CHROME])).toBeNull();
    expect(standInOf([made], [])).toBeNull();
  });

  it('knows whether clients still come with the old one', () => {
    const standIn = { createdAt: '2026-02-01T00:00:00Z' };
    expect(progressOf({ lastUsedAt: null }, standIn)).toBe('NEVER_USED');
    expect(progressOf({ lastUsedAt: '2026-01-01T00:00:00Z' }, standIn)).toBe('NOT_SINCE');
    expect(progressOf({ lastUsedAt: '2026-02-01T00:00:01Z' }, standIn)).toBe('STILL_USED');
    expect(progressOf({ lastUsedAt: '2026-01-01T00:00:00Z' }, null)).toBe('STILL_USED');
  });

  it('disables of itself only what nobody would miss', () => {
    const made = { ...CHROME, createdAt: '2026-02-01T00:00:00Z' };
    const [before, since] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:01Z'];
    expect(isReplaced(CLIENT, null, [])).toBe(true);
    expect(isReplaced({ ...CHROME, lastUsedAt: before }, made, [])).toBe(true);
    expect(isReplaced({ ...CHROME, lastUsedAt: since }, made, [])).toBe(false);
    expect(isReplaced({ ...CHROME, lastUsedAt: before }, null, [])).toBe(false);
    // Chosen or not: a key for the extension does not do what one for clients does.
    const client = { ...CLIENT, lastUsedAt: before };
    expect(isReplaced(client, made, [CHROME, client])).toBe(false);
    expect(isReplaced(client, { ...made, ...traitsOf([CHROME, client]) }, [CHROME, client])).toBe(true);
  });
});
