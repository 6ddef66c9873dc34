import { Badge, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { DeleteTemplateDocument, type TemplateFragment, TemplatesDocument } from '../../gql/graphql';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import { Section } from '../../parts/section';
import { useAccount, useMay } from '../account-context';
import { useDialogs } from '../use-dialogs';
import { CreateButton } from './create-button';
import { Entries } from './entries';
import { Entry } from './entry';
import { CreateTemplateDialog, EditTemplateDialog } from './template-dialogs';
import { FLAGS } from './template-form';

type Shown = { readonly kind: 'create' } | { readonly kind: 'edit' | 'delete'; readonly id: string };

/** What keys the new customers below this vendor get. */
export function TemplatesSection(): ReactNode {
  const { t } = useTranslation('accounts');
  const account = useAccount();
  const [modifies, deletes] = [useMay('ModifyApiKey'), useMay('DeleteApiKey')];
  const [{ data, error, fetching }, ask] = useQuery({ query: TemplatesDocument, variables: { id: account.id } });
  const dialogs = useDialogs<Shown>();
  const { shown } = dialogs;
  const templates = data?.account?.apiKeyTemplates ?? [];
  const chosen = shown && shown.kind !== 'create' ? templates.find(({ id }) => id === shown.id) : undefined;

  const actionsOf = ({ id }: TemplateFragment): Parameters<typeof Entry>[0]['actions'] => [
    ...(modifies
      ? [{ label: t('template.edit'), onClick: (from: HTMLElement | null) => dialogs.show({ kind: 'edit', id }, from) }]
      : []),
    ...(deletes
      ? [
          {
            label: t('template.delete'),
            danger: true,
            onClick: (from: HTMLElement | null) => dialogs.show({ kind: 'delete', id }, from),
          },
        ]
      : []),
  ];
  return (
    <Section
      title={t('template.title')}
      help={t('template.help')}
      action={
        modifies && <CreateButton onClick={() => dialogs.show({ kind: 'create' })}>{t('template.create')}</CreateButton>
      }
    >
      <Entries
        label={t('template.title')}
        none={t('template.none')}
        list={{
          rows: templates,
          loading: fetching,
          refusal: error ? refusalOf(error) : null,
          reload: () => ask({ requestPolicy: 'network-only' }),
        }}
      >
        {templates.map((template) => (
          <Entry
            key={template.id}
            name={template.name}
            badges={<TemplateBadges template={template} />}
            actions={actionsOf(template)}
          >
            <Text size="sm" c="dimmed">
              {t(`type.${template.clientType}`)}
            </Text>
            {template.description && (
              <Text size="sm" className="breaks">
                {template.description}
              </Text>
            )}
          </Entry>
        ))}
      </Entries>
      {shown?.kind === 'create' && <CreateTemplateDialog accountId={account.id} onClose={dialogs.close} />}
      {shown?.kind === 'edit' && chosen && <EditTemplateDialog live={chosen} onClose={dialogs.close} />}
      {shown?.kind === 'delete' && chosen && <DeleteTemplate template={chosen} onClose={dialogs.close} />}
    </Section>
  );
}

function TemplateBadges({ template }: { readonly template: TemplateFragment }): ReactNode {
  const { t } = useTranslation('accounts');
  return (
    <>
      {!template.active && (
        <Badge variant="default" tt="none">
          {t('template.beginsInactive')}
        </Badge>
      )}
      {FLAGS.filter((flag) => template[flag]).map((flag) => (
        <Badge key={flag} variant="default" tt="none">
          {t(`flag.${flag}`)}
        </Badge>
      ))}
      {template.hint && (
        <Badge variant="default" tt="none">
          {t('template.fixedValue', { hint: template.hint })}
        </Badge>
      )}
    </>
  );
}

function DeleteTemplate({
  template,
  onClose,
}: {
  readonly template: TemplateFragment;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('accounts');
  const { run } = useMutate(DeleteTemplateDocument);
  const { id, version, name } = template;
  return (
    <ConfirmDialog
      opened
      danger
      title={t('template.deleteTitle', { name })}
      verb={t('template.delete')}
      onClose={onClose}
      onConfirm={async () => {
        const { refusal } = await run({ input: { templateId: id, version } });
        if (!refusal) notifyDone(t('template.deleted', { name }));
        return refusal;
      }}
    >
      <Text size="sm">{t('template.deleteHelp')}</Text>
    </ConfirmDialog>
  );
}
