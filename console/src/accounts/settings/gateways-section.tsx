import { Badge, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { usePages } from '../../api/use-pages';
import {
  CreateGatewayDocument,
  type GatewayRowFragment,
  GatewaysDocument,
  UpdateGatewayDocument,
} from '../../gql/graphql';
import { Section } from '../../parts/section';
import { useShownOnce } from '../../parts/shown-once';
import { When } from '../../parts/when';
import { useAccount, useMay } from '../account-context';
import { useDialogs } from '../use-dialogs';
import { CreateButton } from './create-button';
import { Entries } from './entries';
import { Entry, type EntryAction } from './entry';
import { GatewayQuestion, type Question } from './gateway-question';
import { NameDialog } from './name-dialog';

type Shown = { readonly kind: 'create' } | { readonly kind: 'rename' | Question; readonly id: string };

export function GatewaysSection(): ReactNode {
  const { t } = useTranslation('accounts');
  const account = useAccount();
  const [modifies, deletes] = [useMay('ModifyGateway'), useMay('DeleteGateway')];
  const gateways = usePages(GatewaysDocument, { id: account.id }, ({ account: found }) =>
    found?.gateways ? { ...found.gateways, rows: found.gateways.nodes } : null,
  );
  const dialogs = useDialogs<Shown>();
  const { shown } = dialogs;
  // As it is now: what was refused, since somebody changed it meanwhile, is tried again on that.
  const chosen = shown && shown.kind !== 'create' ? gateways.rows.find(({ id }) => id === shown.id) : undefined;
  const { show } = useShownOnce();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const create = useMutate(CreateGatewayDocument);
  const update = useMutate(UpdateGatewayDocument);

  function tell(name: string, credential: string): void {
    const title = t('gateway.credentialOf', { name });
    show({ title, secrets: [{ name: title, value: credential }], onStored: dialogs.close });
  }

  async function make(name: string): Promise<Refusal | null> {
    const { success, refusal: refused } = await create.run({ input: { accountId: account.id, name } });
    if (refused) return refused;
    dialogs.close();
    tell(name, success.credential);
    return null;
  }

  async function change(
    { id, version }: GatewayRowFragment,
    what: { readonly name: string } | { readonly enabled: boolean },
  ): Promise<Refusal | null> {
    return (await update.run({ input: { gatewayId: id, version, ...what } })).refusal;
  }

  function actionsOf(gateway: GatewayRowFragment): EntryAction[] {
    const opens = (kind: 'rename' | Question, danger = false): EntryAction => ({
      label: t(`gateway.${kind}`),
      danger,
      onClick: (from) => dialogs.show({ kind, id: gateway.id }, from),
    });
    const enable: EntryAction = {
      label: t('gateway.enable'),
      onClick: () => void change(gateway, { enabled: true }).then(setRefusal),
    };
    return [
      ...(modifies ? [opens('rename'), opens('replace'), gateway.enabled ? opens('disable') : enable] : []),
      ...(deletes ? [opens('delete', true)] : []),
    ];
  }

  return (
    <Section
      title={t('gateway.title')}
      help={t('gateway.help')}
      action={
        modifies && <CreateButton onClick={() => dialogs.show({ kind: 'create' })}>{t('gateway.create')}</CreateButton>
      }
    >
      <Entries
        label={t('gateway.title')}
        none={t('gateway.none')}
        list={{ ...gateways, refusal: gateways.refusal ?? refusal }}
      >
        {gateways.rows.map((gateway) => (
          <Entry
            key={gateway.id}
            name={gateway.name}
            badges={
              !gateway.enabled && (
                <Badge variant="default" tt="none">
                  {t('gateway.disabled')}
                </Badge>
              )
            }
            actions={actionsOf(gateway)}
          >
            <Text size="xs" c="dimmed" className="mono">
              {gateway.hint}
            </Text>
            <Text size="sm">
              {t('gateway.made')} <When at={gateway.createdAt} />, {t('gateway.lastSeen')}{' '}
              <When at={gateway.lastSeenAt} />
            </Text>
          </Entry>
        ))}
      </Entries>
      {shown?.kind === 'create' && (
        <NameDialog title={t('gateway.create')} verb={t('create.verb')} onName={make} onClose={dialogs.close} />
      )}
      {shown?.kind === 'rename' && chosen && (
        <NameDialog
          title={t('changeOf', { name: chosen.name })}
          verb={t('gateway.rename')}
          initial={chosen.name}
          onClose={dialogs.close}
          onName={async (name) => {
            const refused = await change(chosen, { name });
            if (!refused) dialogs.close();
            return refused;
          }}
        />
      )}
      {shown && shown.kind !== 'create' && shown.kind !== 'rename' && chosen && (
        <GatewayQuestion kind={shown.kind} gateway={chosen} onSecret={tell} onClose={dialogs.close} />
      )}
    </Section>
  );
}
