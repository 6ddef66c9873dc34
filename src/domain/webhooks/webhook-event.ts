/** What a webhook may be told of, in the form of the payload's `type`. */
export const WEBHOOK_EVENTS = [
  'api_key.created',
  'api_key.changed',
  'api_key.regenerated',
  'api_key.deleted',
  'api_key.blocked',
  'api_key.expiring',
  'api_key.expired',
  'endpoint.waiting',
  'requests.refused',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What comes without being chosen: in the place of very many events at once, and when somebody asks for a test. */
export type FurtherEvent = 'events.summarised' | 'webhook.test';

const known: ReadonlySet<string> = new Set(WEBHOOK_EVENTS);

export function isWebhookEvent(text: string): text is WebhookEvent {
  return known.has(text);
}

/** The same set, each once, in the registry's order: what is stored and compared. */
export function canonicalEvents(events: Iterable<WebhookEvent>): WebhookEvent[] {
  const wanted = new Set(events);
  return WEBHOOK_EVENTS.filter((event) => wanted.has(event));
}

/** Empty is all. */
export function hearsOf(chosen: readonly WebhookEvent[], event: WebhookEvent): boolean {
  return chosen.length === 0 || chosen.includes(event);
}
