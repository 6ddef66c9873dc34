import { useTranslation } from 'react-i18next';
import type { DecisionCode } from '../gql/graphql';
import { inFull, inWords } from '../parts/time';
import type { Answer } from './use-explanation';

const RANGES_SHOWN = 4;

/** Says in one sentence why a check fails, or that all hold, with the names of what was found. */
export function useSentence(): (code: DecisionCode, answer: Answer) => string {
  const { t, i18n } = useTranslation('why');
  const list = (items: readonly string[]): string =>
    new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(items);

  return (code, { question, explanation, suspended }) => {
    const { account: found, effectiveApiKey: edge } = explanation;
    const account = found?.name ?? t('theAccount');
    const key = edge?.node.name ?? t('theKey');
    const definedOn = edge?.definedOn.name ?? '';
    const ranges = edge?.node.allowedIps ?? [];
    switch (code) {
      case 'ACCOUNT_SUSPENDED':
        if (suspended.length === 0) return t('because.suspendedHidden', { account });
        if (suspended.some(({ id }) => id === found?.id)) return t('because.suspendedItself', { account });
        return t('because.suspendedAbove', {
          account,
          names: list(suspended.map(({ name }) => name)),
          count: suspended.length,
        });
      case 'KEY_NOT_FOUND':
        if (question.keyBy === 'choice') return t('because.keyNotHere', { account });
        return question.namesAccount ? t('because.valueNotHere', { account }) : t('because.valueNowhere');
      case 'KEY_BLOCKED':
        return t('because.blocked', { key, by: edge?.blockedBy?.name ?? t('anAccount') });
      case 'KEY_EXPIRED': {
        const at = edge?.node.expiresAt;
        if (!at || !edge.reasons.includes('EXPIRED')) return t('because.replaced', { key });
        const date = new Date(at);
        return t('because.expired', { key, at: inFull(date), ago: inWords(date, new Date(), i18n.language) });
      }
      case 'IP_NOT_ALLOWED': {
        const more = ranges.length - RANGES_SHOWN;
        const shown = ranges.slice(0, RANGES_SHOWN);
        const allowed =
          ranges.length === 0
            ? t('certainAddresses')
            : list(more > 0 ? [...shown, t('moreRanges', { count: more })] : shown);
        const ip = question.clientIp.trim();
        return ip === '' ? t('because.ipUnknown', { key, allowed }) : t('because.ip', { key, allowed, ip });
      }
      case 'ENDPOINT_NOT_TRUSTED':
        return question.deviceToken.trim() === ''
          ? t('because.noDeviceToken', { key })
          : t('because.badDeviceToken', { key, account });
      default:
        return t(`because.${code}`, { key, account, definedOn });
    }
  };
}
