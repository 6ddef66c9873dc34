import type { Services } from '../services';
import { claimDelivery, type ClaimedDelivery, dueDeliveries } from './claim-delivery';
import { deliver } from './deliver';
import { hostResolver, type ResolveHost } from './resolve-host';

export interface DeliveryLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What another instance left, and what is to be tried again, is found by looking. */
const LOOK_EVERY_MS = 2_000;
/** Attempts under way, of all and of one webhook: a slow receiver holds up itself and nobody else. */
const MOST_AT_ONCE = 50;
const MOST_OF_WEBHOOK = 2;
/** When the service stops, attempts under way have so long to end by themselves. */
const LAST_MS = 2_000;

/** Sends what is in the outbox, in every instance: which of them makes an attempt is settled by claiming it. */
export class DeliveryJob {
  private readonly stop = new AbortController();
  private readonly interrupt = new AbortController();
  private readonly underWay = new Map<Promise<void>, string>();
  private readonly resolveHost: ResolveHost;
  private running: Promise<void> | null = null;
  private isNudged = false;
  private wake: (() => void) | null = null;

  constructor(
    private readonly services: Services,
    private readonly log: DeliveryLog,
    resolveHost?: ResolveHost,
  ) {
    this.resolveHost = resolveHost ?? hostResolver(services.webhookTargets);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There may be something to send. */
  nudge(): void {
    this.isNudged = true;
    this.wake?.();
  }

  /** Attempts under way end, in a moment; what was cut off is sent again. */
  async close(): Promise<void> {
    this.stop.abort();
    this.wake?.();
    await this.running;
    const late = setTimeout(() => this.interrupt.abort(), LAST_MS);
    await this.finished();
    clearTimeout(late);
  }

  /** Begins an attempt of all that is due, as far as there is room. */
  async sendDue(): Promise<void> {
    for (;;) {
      const room = MOST_AT_ONCE - this.underWay.size;
      const due = room > 0 ? await dueDeliveries(this.services, this.busyWebhooks(), room) : [];
      let begun = 0;
      for (const one of due) {
        if (this.stop.signal.aborted) return;
        if (this.attemptsOf(one.webhookId) >= MOST_OF_WEBHOOK) continue;
        const claimed = await claimDelivery(this.services, one);
        if (!claimed) continue;
        this.begin(claimed);
        begun++;
      }
      if (begun === 0) return;
    }
  }

  /** When no attempt is under way. */
  async finished(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.keys());
  }

  private async run(): Promise<void> {
    let isFailing = false;
    while (!this.stop.signal.aborted) {
      this.isNudged = false;
      try {
        await this.sendDue();
        if (isFailing) this.log.info({}, 'webhooks are sent again');
        isFailing = false;
      } catch (error) {
        if (!isFailing) this.log.warn({ err: error }, 'what is to be sent to webhooks cannot be read; it is kept');
        isFailing = true;
      }
      await this.rest();
    }
  }

  /** Until it is nudged, or time to look. */
  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(end, LOOK_EVERY_MS).unref();
      this.wake = end;
      if (this.isNudged || this.stop.signal.aborted) end();
    });
  }

  private begin(claimed: ClaimedDelivery): void {
    const { services, resolveHost } = this;
    const { signal } = this.interrupt;
    const attempt = deliver(services, claimed, { allowed: services.webhookTargets, resolveHost, signal })
      .catch((error: unknown) => {
        const { id } = claimed.delivery;
        this.log.warn({ err: error, deliveryId: id }, 'the outcome of a webhook could not be kept; it is sent again');
      })
      .finally(() => {
        this.underWay.delete(attempt);
        // Others of this webhook may wait.
        this.nudge();
      });
    this.underWay.set(attempt, claimed.webhook.id);
  }

  private attemptsOf(webhookId: string): number {
    return [...this.underWay.values()].filter((id) => id === webhookId).length;
  }

  private busyWebhooks(): string[] {
    return [...new Set(this.underWay.values())].filter((id) => this.attemptsOf(id) >= MOST_OF_WEBHOOK);
  }
}
