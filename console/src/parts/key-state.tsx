import { Badge } from '@mantine/core';
import { IconBan, IconCheck, IconClockOff, IconPlayerPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectiveApiKeyState } from '../gql/graphql';

const LOOKS = {
  ACTIVE: { color: 'green', Icon: IconCheck },
  BLOCKED: { color: 'red', Icon: IconBan },
  EXPIRED: { color: 'orange', Icon: IconClockOff },
  INACTIVE: { color: 'gray', Icon: IconPlayerPause },
} as const;

/** The state of a key on one account, by colour, icon and word. `idle`: what would work does not, for another reason. */
export function KeyState({
  state,
  idle = false,
}: {
  readonly state: EffectiveApiKeyState;
  readonly idle?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { color, Icon } = LOOKS[state];
  return (
    <Badge color={idle ? 'gray' : color} variant="light" tt="none" leftSection={<Icon size={12} aria-hidden />}>
      {t(`state.${state}`)}
    </Badge>
  );
}
