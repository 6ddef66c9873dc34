import { isUserCode } from '../../../src/domain/endpoints/user-code';

describe('a user code', () => {
  it.each(['BCDF-GHJK', 'bcdfghjk', ' bcdf ghjk ', 'BCDF–GHJK', 'B C D F - G H J K', 'bcdf\u00a0\u2011ghjk'])(
    'is read in %j',
    (typed) => expect(isUserCode(typed, 'BCDF-GHJK')).toBe(true),
  );

  it.each(['', '-', 'BCDF', 'BCDF-GHJ', 'BCDF-GHJL', 'BCDF-GHJK-L', 'BCDF_GHJK'])('is not read in %j', (typed) => {
    expect(isUserCode(typed, 'BCDF-GHJK')).toBe(false);
  });
});
