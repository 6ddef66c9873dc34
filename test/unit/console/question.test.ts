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
