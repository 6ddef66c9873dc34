import { useTranslation } from 'react-i18next';
import type { AuditEventPartsFragment } from '../gql/graphql';

/** Of what the service says by constants; new ones, which have no words here yet, stay as they are. */
export function useAuditWords(): {
  readonly action: (action: AuditEventPartsFragment['action']) => string;
  readonly actor: (actor: AuditEventPartsFragment['actor']) => string;
  readonly actorKind: (kind: string) => string;
  readonly targetType: (type: string) => string;
  readonly field: (name: string) => string;
} {
  const { t, i18n } = useTranslation('audit');
  const orAsItIs = (group: 'action' | 'actorKind' | 'targetType' | 'field', name: string): string => {
    const words: unknown = i18n.getResource(i18n.language, 'audit', `${group}.${name}`);
    return typeof words === 'string' ? words : name;
  };
  return {
    action: (action) => orAsItIs('action', action),
    actor: ({ kind, name }) => name ?? orAsItIs('actorKind', kind),
    actorKind: (kind) => orAsItIs('actorKind', kind),
    targetType: (type) => orAsItIs('targetType', type),
    field: (name) => (/^\w+$/.test(name) ? orAsItIs('field', name) : t('otherField', { name })),
  };
}
