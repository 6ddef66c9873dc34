import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/outcome';

const TOLD_HERE = ['NETWORK', 'TIMEOUT', 'FORBIDDEN', 'NOT_FOUND', 'PREVIEW'] as const;

export type RefusalKind = (typeof TOLD_HERE)[number] | 'OTHER';

export function kindOf({ code }: Refusal): RefusalKind {
  return TOLD_HERE.find((kind) => kind === code) ?? 'OTHER';
}

/** What the service said of it; where it said nothing, what is known without. Never empty. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation();
  return (refusal) => refusal.message || t(`problem.${kindOf(refusal)}Help`);
}
