import { useTranslation } from 'react-i18next';
import { inFull } from '../../parts/time';
import { FLAGS, type KeyField, type KeyValues } from './key-values';
import { fromLocalTime } from './local-time';

type Flag = (typeof FLAGS)[number];

function isFlag(field: KeyField): field is Flag {
  return (FLAGS as readonly KeyField[]).includes(field);
}

/** What fields are called, and what is in them, as the form says it. */
export function useFieldWords(): {
  readonly labelOf: (field: KeyField) => string;
  readonly wordsOf: (field: KeyField, values: KeyValues) => string;
} {
  const { t } = useTranslation('keys');

  function wordsOf(field: KeyField, values: KeyValues): string {
    if (isFlag(field)) return values[field] ? t('dialog.words.yes') : t('dialog.words.no');
    switch (field) {
      case 'clientType':
        return t(`clientType.${values.clientType}`);
      case 'expiresAt':
        return values.expiresAt === '' ? t('dialog.words.never') : inFull(fromLocalTime(values.expiresAt));
      case 'allowedIps':
        return values.allowedIps.join(', ') || t('dialog.words.everywhere');
      case 'permissions':
        return (
          values.permissions.map((permission) => t(`dialog.permission.${permission}`)).join(', ') ||
          t('dialog.words.none')
        );
      case 'tags':
        return values.tags.join(', ') || t('dialog.words.none');
      default:
        return values[field] || t('dialog.words.none');
    }
  }

  return { labelOf: (field) => (isFlag(field) ? t(`flag.${field}.name`) : t(`dialog.form.${field}`)), wordsOf };
}
