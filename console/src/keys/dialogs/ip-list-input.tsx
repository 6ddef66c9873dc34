import { ActionIcon, Fieldset, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { entriesOf, rangeHint } from './range-hint';

const MOST = 100;

/** A field an entry, so that each fault stands where it belongs; the last one is empty, for one more. */
export function IpListInput({
  entries,
  faultAt,
  fault,
  onChange,
}: {
  readonly entries: readonly string[];
  readonly faultAt: (index: number) => ReactNode;
  readonly fault: ReactNode;
  readonly onChange: (entries: string[]) => void;
}): ReactNode {
  const { t, i18n } = useTranslation('keys');
  const list = useRef<HTMLDivElement>(null);
  const shown = entries.length < MOST ? [...entries, ''] : entries;

  function put(index: number, ...texts: readonly string[]): void {
    onChange([...entries.slice(0, index), ...texts, ...entries.slice(index + 1)]);
  }

  function paste(event: ClipboardEvent, index: number): void {
    const pasted = entriesOf(event.clipboardData.getData('text'));
    if (pasted.length < 2) return;
    event.preventDefault();
    put(index, ...[entries[index] ?? '', ...pasted].filter(Boolean));
  }

  /** Goes on to the next one: the form is not done with an address. */
  function enter(event: KeyboardEvent, index: number): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    list.current?.querySelectorAll('input')[index + 1]?.focus();
  }

  function hint(entry: string): string | undefined {
    const hinted = rangeHint(entry);
    if (hinted === 'NO_ADDRESS') return t('dialog.ips.noAddress');
    if (hinted === null) return undefined;
    return t('dialog.ips.addresses', { count: hinted, size: new Intl.NumberFormat(i18n.language).format(hinted) });
  }

  return (
    <Fieldset legend={t('dialog.form.allowedIps')}>
      <Stack gap="xs" ref={list}>
        <Text size="xs" c="dimmed">
          {t('dialog.ips.help')}
        </Text>
        {fault}
        {shown.map((entry, index) => (
          <TextInput
            // An entry is its place: while it is typed it has no other identity.
            key={index}
            aria-label={t('dialog.ips.entry', { number: index + 1 })}
            classNames={{ input: 'mono' }}
            placeholder={index === 0 && entry === '' ? t('dialog.ips.everywhere') : undefined}
            value={entry}
            description={hint(entry)}
            error={faultAt(index)}
            inputWrapperOrder={['input', 'description', 'error']}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => put(index, event.currentTarget.value)}
            onPaste={(event) => paste(event, index)}
            onKeyDown={(event) => enter(event, index)}
            rightSection={
              index < entries.length && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('dialog.ips.remove', { number: index + 1 })}
                  onClick={() => put(index)}
                >
                  <IconX size={16} />
                </ActionIcon>
              )
            }
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
