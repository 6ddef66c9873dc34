import { Checkbox, Input, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../gql/graphql';
import { PermissionGrid } from './permission-grid';
import { ACTIONS, ALL_PERMISSIONS, lacking, permissionOf, THINGS, toggled } from './permissions';

/** Permissions to tick, one by one, by row or by column. What the viewer does not hold themselves cannot be ticked. */
export function PermissionChecks({
  value,
  onChange,
  held,
  error,
}: {
  readonly value: readonly Permission[];
  readonly onChange: (value: Permission[]) => void;
  readonly held: readonly Permission[];
  readonly error?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('people');
  const why = useId();
  const isAllHeld = lacking(ALL_PERMISSIONS, held).length === 0;

  function group(label: string, permissions: readonly Permission[]): ReactNode {
    const mine = permissions.filter((one) => held.includes(one));
    const ticked = mine.filter((one) => value.includes(one)).length;
    return (
      <Checkbox
        size="xs"
        label={label}
        // A phone has little room for three of them.
        styles={{ label: { paddingInlineStart: 6 } }}
        aria-label={t('allOf', { name: label })}
        disabled={mine.length === 0}
        checked={mine.length > 0 && ticked === mine.length}
        indeterminate={ticked > 0 && ticked < mine.length}
        onChange={() => onChange(toggled(value, mine))}
      />
    );
  }

  return (
    <Input.Wrapper label={t('permissions')} labelElement="div" error={error}>
      <Stack gap="xs">
        {!isAllHeld && (
          <Text size="sm" c="dimmed" id={why}>
            {t('onlyHeld')}
          </Text>
        )}
        <PermissionGrid
          label={t('permissions')}
          rowHead={(thing) =>
            group(
              t(`things.${thing}`),
              ACTIONS.flatMap((one) => permissionOf(one, thing) ?? []),
            )
          }
          columnHead={(action) =>
            group(
              t(`action.${action}`),
              THINGS.flatMap((one) => permissionOf(action, one) ?? []),
            )
          }
          cell={(permission) => (
            <Checkbox
              size="sm"
              aria-label={t(`permission.${permission}`)}
              checked={value.includes(permission)}
              disabled={!held.includes(permission)}
              {...(!held.includes(permission) && { title: t('onlyHeld'), 'aria-describedby': why })}
              onChange={() => onChange(toggled(value, [permission]))}
            />
          )}
        />
      </Stack>
    </Input.Wrapper>
  );
}
