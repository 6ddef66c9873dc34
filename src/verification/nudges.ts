import { createClient } from '@redis/client';

interface NudgeLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface NudgeOptions {
  readonly redisUrl: string;
  /** The same for all instances of an installation. */
  readonly channel: string;
  /** Somebody made the change of that number. */
  readonly onChange: (seq: number) => void;
  readonly log: NudgeLog;
}

const CONNECT_TIMEOUT_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A connection on which nothing comes back is noticed by it. */
const PING_INTERVAL_MS = 10_000;
/** Nudges that wait to be sent. */
const MOST_WAITING = 100;

/**
 * Instances tell each other over Redis that there is a change, so that they need not wait for their next look at the
 * database. It is a hint and nothing more: one that is lost costs the time until that look. So nothing here waits or
 * fails, whatever becomes of Redis.
 */
export class Nudges {
  private readonly publisher: Client;
  private readonly subscriber: Client;
  private isAway = false;

  private constructor(private readonly options: NudgeOptions) {
    this.publisher = newClient(options.redisUrl);
    this.subscriber = newClient(options.redisUrl);
    for (const client of [this.publisher, this.subscriber]) {
      client.on('error', (error: unknown) => this.away(error));
      client.on('ready', () => this.back());
    }
  }

  /** Connects by and by, for as long as it takes. */
  static start(options: NudgeOptions): Nudges {
    const nudges = new Nudges(options);
    void nudges.connect();
    return nudges;
  }

  private away(error: unknown): void {
    if (!this.isAway) this.options.log.warn({ err: error }, 'Redis is away: changes are seen by polling alone');
    this.isAway = true;
  }

  private back(): void {
    if (!this.isAway || !this.publisher.isReady || !this.subscriber.isReady) return;
    this.options.log.info({}, 'Redis is there again');
    this.isAway = false;
  }

  private async connect(): Promise<void> {
    const { channel, onChange } = this.options;
    try {
      await Promise.all([this.publisher.connect(), this.subscriber.connect()]);
      // The client does so again on every further connection.
      await this.subscriber.subscribe(channel, (message) => onChange(Number(message)));
    } catch (error) {
      if (this.subscriber.isOpen) this.away(error);
    }
  }

  /** Tells all others. */
  publish(seq: number): void {
    if (!this.publisher.isReady) return;
    this.publisher.publish(this.options.channel, String(seq)).catch(() => undefined);
  }

  close(): void {
    for (const client of [this.publisher, this.subscriber]) if (client.isOpen) client.destroy();
  }
}

type Client = ReturnType<typeof newClient>;

function newClient(url: string) {
  return createClient({
    url,
    // What cannot be sent now is worth nothing later.
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_WAITING,
    pingInterval: PING_INTERVAL_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: 2 * PING_INTERVAL_MS,
      reconnectStrategy: (retries) => Math.min(FIRST_PAUSE_MS * 2 ** Math.min(retries, 10), LONGEST_PAUSE_MS),
    },
  });
}
