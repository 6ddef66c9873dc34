import { addressOfQuestion, inputOf, type Question, questionOfAddress } from '../../../console/src/why/question';

const ASKED: Question = {
  keyBy: 'choice',
  keyId: 'key_1',
  value: '',
  clientIp: ' 192.0.2.1 ',
  operation: 'LOGIN',
  userToken: '',
  deviceToken: '',
  namesAccount: true,
};

describe('a question about access', () => {
  it('comes back from its address', () => {
    const params = new URLSearchParams(addressOfQuestion(ASKED));
    expect(params.toString()).toBe('key=key_1&operation=LOGIN&ip=192.0.2.1');
    expect(questionOfAddress(params)).toEqual({ ...ASKED, clientIp: '192.0.2.1' });
    expect(questionOfAddress(new URLSearchParams('operation=CONSTRUCTOR'))).toMatchObject({ operation: 'LIMITED' });
  });

  it('leaves what is secret out of the address', () => {
    const secret = { ...ASKED, keyBy: 'value', value: 'kt_v', userToken: 'u', deviceToken: 'd' } as const;
    expect(addressOfQuestion(secret)).toEqual({ operation: 'LOGIN', ip: '192.0.2.1' });
  });

  it.each(['192.0.2.1', '2001:db8:85a3::8a2e:370:7334', '::ffff:192.0.2.1', '::1'])(
    'has an address in it: %s',
    (ip) => {
      expect(addressOfQuestion({ ...ASKED, clientIp: ip })).toMatchObject({ ip });
    },
  );

  it.each([
    '',
    'kt_v',
    '9f86d081884c7d659a2feaa0c55ad015',
    'Vq7-mtW2_rLx9zKe4hTp',
    '550e8400.e29b.41d4.a716.446655440000',
  ])('has no address in it that is none, as a key in the wrong field: %j', (clientIp) => {
    expect(addressOfQuestion({ ...ASKED, clientIp })).not.toHaveProperty('ip');
  });

  it('is asked without an account of a value alone', () => {
    const nowhere = { ...ASKED, namesAccount: false };
    expect(inputOf(nowhere, 'acc_1')).toMatchObject({ account: { id: 'acc_1' }, keyId: 'key_1' });
    expect(inputOf({ ...nowhere, keyBy: 'value', value: 'kt_v\n' }, 'acc_1')).toEqual({
      key: 'kt_v',
      clientIp: '192.0.2.1',
      operation: 'LOGIN',
      userToken: null,
      deviceToken: null,
    });
  });
});
