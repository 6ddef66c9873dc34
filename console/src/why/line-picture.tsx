import { Anchor, Badge, Group, Text, Title } from '@mantine/core';
import { IconBan, IconKey, IconPlayerPause } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { places } from '../app/places';
import { cutOf, isFailed, type Stop } from './line';
import classes from './line-picture.module.css';
import type { Answer } from './use-explanation';

/**
 * The accounts from the highest that is seen down to the one that is asked about, and how far down the key opens them:
 * a list in words, beside which a line is drawn.
 */
export function LinePicture({
  answer,
  stops,
}: {
  readonly answer: Answer;
  readonly stops: readonly Stop[];
}): ReactNode {
  const { t } = useTranslation('why');
  const id = useId();
  const asked = answer.explanation.account?.id;
  const cut = cutOf(stops);
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <Title order={3} size="h5">
        {t('line')}
      </Title>
      <Text component="figcaption" id={id} size="sm" c="dimmed" mb="sm">
        {useCaption(answer, stops)}
      </Text>
      <ol className={classes.line}>
        {stops.map((stop, index) => (
          <li
            key={stop.id ?? `${index} ${stop.name}`}
            className={classes.stop}
            data-reached={stop.reached}
            data-below={stops[index + 1]?.reached ?? false}
            data-gap={stop.gapBelow}
            data-cut={stop === cut}
          >
            <span className={classes.mark} aria-hidden>
              <MarkIcon stop={stop} />
            </span>
            <Group gap={6} className={classes.words}>
              {stop.id !== null && stop.id !== asked ? (
                <Anchor component={Link} href={places.account(stop.id)} size="sm">
                  {stop.name}
                </Anchor>
              ) : (
                <Text size="sm" fw={stop.id === asked ? 700 : undefined} c={stop.id === null ? 'dimmed' : undefined}>
                  {stop.name}
                </Text>
              )}
              {stop.defines && <Mark color="leaf" words={t('mark.defines')} />}
              {stop.blocks && <Mark color="red" words={t('mark.blocks')} />}
              {stop.suspended && <Mark color="red" words={t('mark.suspended')} />}
              {stop.id === asked && <Mark color="gray" words={t('mark.asked')} />}
              {stop.gapBelow && (
                <Text size="xs" c="dimmed">
                  {t('mark.hidden')}
                </Text>
              )}
            </Group>
          </li>
        ))}
      </ol>
    </figure>
  );
}

function Mark({ color, words }: { readonly color: string; readonly words: string }): ReactNode {
  return (
    <Badge variant="outline" color={color} size="sm" tt="none">
      {words}
    </Badge>
  );
}

function MarkIcon({ stop }: { readonly stop: Stop }): ReactNode {
  if (stop.blocks) return <IconBan size={14} />;
  if (stop.suspended) return <IconPlayerPause size={14} />;
  return stop.defines ? <IconKey size={14} /> : null;
}

/** What the picture shows, in a sentence. */
function useCaption({ explanation }: Answer, stops: readonly Stop[]): string {
  const { t } = useTranslation('why');
  const edge = explanation.effectiveApiKey;
  if (!edge) return t('caption.noKey');
  const words = { key: edge.node.name, from: edge.definedOn.name, to: explanation.account?.name ?? '' };
  const cut = cutOf(stops);
  if (!cut) return words.from === words.to ? t('caption.own', words) : t('caption.reaches', words);
  if (isFailed(explanation, 'KEY_INACTIVE') || isFailed(explanation, 'KEY_EXPIRED')) return t('caption.dead', words);
  const last = stops.findLast(({ reached }) => reached);
  const at = { ...words, at: cut.name };
  if (!last) return cut.suspended ? t('caption.suspendedAtOnce', at) : t('caption.dead', words);
  const upTo = { ...at, last: last.name };
  return cut.blocks ? t('caption.blocked', upTo) : t('caption.suspended', upTo);
}
