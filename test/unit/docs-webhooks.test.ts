import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DELIVERY_ERRORS } from '../../src/domain/webhooks/delivery';
import { WEBHOOK_EVENTS } from '../../src/domain/webhooks/webhook-event';
import { WebhookEventEnum } from '../../src/graphql/types/webhook';

const PAGE = readFileSync(join(__dirname, '../../docs/webhooks.md'), 'utf8');

/** The words in backquotes of the first columns of the section's table. */
function rows(heading: string, columns: number): (string | undefined)[][] {
  const section = PAGE.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  const cells = lines.map((line) => line.split('|').slice(1, columns + 1));
  // The first is the heading of the column.
  return cells.map((row) => row.map((cell) => /`([^`]+)`/.exec(cell)?.[1])).slice(1);
}

describe('docs/webhooks.md lists what there is', () => {
  it('events, with their names in GraphQL', () => {
    const named = Object.entries(WebhookEventEnum).map(([name, event]) => [event, name]);
    expect(named.map(([event]) => event)).toEqual([...WEBHOOK_EVENTS]);
    expect(rows('Events', 2)).toEqual([...named, ['events.summarised', undefined], ['webhook.test', undefined]]);
  });

  it('errors', () => {
    expect(rows('Attempts', 1).flat()).toEqual([...DELIVERY_ERRORS]);
  });
});
