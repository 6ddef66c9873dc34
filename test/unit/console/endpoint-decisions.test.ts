import { codeOf, fitFor, makesSense } from '../../../console/src/endpoints/endpoint';

type Device = Parameters<typeof codeOf>[0];

const device = (status: Device['status'], waiting = 0, more: Partial<Device> = {}): Device => ({
  status,
  confirmed: status === 'TRUSTED',
  viewerCanUpdate: true,
  viewerCanDelete: true,
  waitingRegistrations: Array.from({ length: waiting }, () => ({})),
  ...more,
});

describe('what can be decided about a device', () => {
  it('takes the code where several wait or one takes the place of another, and none where nothing waits', () => {
    expect(codeOf(device('PENDING', 1))).toBe('optional');
    expect(codeOf(device('PENDING', 2))).toBe('required');
    expect(codeOf(device('TRUSTED', 1))).toBe('required');
    expect(codeOf(device('REVOKED', 1))).toBe('required');
    expect(codeOf(device('REVOKED'))).toBe('none');
  });

  it('is only what would come to something', () => {
    expect(makesSense('confirm', device('PENDING'))).toBe(false);
    expect(makesSense('confirm', device('TRUSTED'))).toBe(false);
    expect(makesSense('confirm', device('TRUSTED', 0, { confirmed: false }))).toBe(true);
    expect(makesSense('confirm', device('REJECTED'))).toBe(true);
    expect(makesSense('reject', device('TRUSTED'))).toBe(false);
    expect(makesSense('reject', device('TRUSTED', 1))).toBe(true);
    expect(makesSense('revoke', device('PENDING', 1))).toBe(false);
  });

  it('is done to those of several that it fits, and that one may', () => {
    const plain = device('PENDING', 1);
    const forbidden = device('PENDING', 1, { viewerCanUpdate: false });
    const unclear = device('PENDING', 2);
    expect(fitFor('confirm', [plain, forbidden, unclear])).toEqual([plain]);
    expect(fitFor('reject', [plain, forbidden, unclear])).toEqual([plain, unclear]);
    expect(fitFor('delete', [plain, forbidden])).toEqual([plain, forbidden]);
  });
});
