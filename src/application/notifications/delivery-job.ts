import { setMaxListeners } from 'node:events';
import type { Services } from '../services';
import { AttemptsUnderWay } from './attempts-under-way';
import { claimDelivery, type ClaimedDelivery } from './claim-delivery';
import { deliver } from './deliver';
import { hostResolver, type ResolveHost } from './resolve-host';
import { firstDue, type WaitingWebhook, waitingWebhooks } from './waiting-webhooks';

export interface DeliveryLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What another instance left, and what is to be tried again, is found by looking. */
const LOOK_EVERY_MS = 2_000;
/** When the service stops, attempts under way have so long to end by themselves. */
const LAST_MS = 2_000;

/** Sends what is in the outbox, in every instance: which of them makes an attempt is settled by claiming it. */
export class DeliveryJob {
  private readonly stop = new AbortController();
  private readonly interrupt = new AbortController();
  private readonly places = new AttemptsUnderWay();
  private readonly underWay = new Set<Promise<void>>();
  private readonly resolveHost: ResolveHost;
  private running: Promise<void> | null = null;
  private isNudged = false;
  private wake: (() => void) | null = null;

  constructor(
    private readonly services: Services,
    private readonly log: DeliveryLog,
    resolveHost?: ResolveHost,
  ) {
    // Every attempt listens, and there are many at once: node takes that for a leak.
    setMaxListeners(0, this.interrupt.signal);
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

  /** Begins an attempt of all that is due, as far as there are places. */
  async sendDue(): Promise<void> {
    let isMore = true;
    while (isMore) isMore = await this.beginOneEach();
  }

  /** When no attempt is under way. */
  async finished(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
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

  /** One of each webhook, so that those with a long queue are not before the others. Answers whether to look again. */
  private async beginOneEach(): Promise<boolean> {
    const { services, places } = this;
    if (places.isFull) return false;
    let isMore = false;
    for (const waiting of places.inTurn(await waitingWebhooks(services))) {
      if (this.stop.signal.aborted) return false;
      if (!places.hasPlaceFor(waiting)) continue;
      const due = await firstDue(services, waiting);
      const claimed = due && (await claimDelivery(services, due));
      if (!claimed) continue;
      this.begin(waiting, claimed);
      isMore ||= waiting.due > 1 && places.hasPlaceFor(waiting);
    }
    return isMore;
  }

  private begin(waiting: WaitingWebhook, claimed: ClaimedDelivery): void {
    const { services, resolveHost, places } = this;
    const { signal } = this.interrupt;
    const leave = places.begin(waiting);
    const attempt = deliver(services, claimed, { allowed: services.webhookTargets, resolveHost, signal })
      .then((tookMs) => places.took(waiting.webhookId, tookMs))
      .catch((error: unknown) => {
        const { id } = claimed.delivery;
        this.log.warn({ err: error, deliveryId: id }, 'the outcome of a webhook could not be kept; it is sent again');
      })
      .finally(() => {
        leave();
        this.underWay.delete(attempt);
        // Others may wait for the place.
        this.nudge();
      });
    this.underWay.add(attempt);
  }
}
