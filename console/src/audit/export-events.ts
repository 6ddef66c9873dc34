import type { Client } from 'urql';
import { type Refusal, refusalOf } from '../api/outcome';
import { type AuditEventFilter, AuditEventCountDocument, AuditEventsDocument } from '../gql/graphql';
import { type ExportFormat, WRITING } from './export-format';
import { accountName, findThings, type Things } from './things';

/** More than a spreadsheet is of use for, and all that a browser holds with ease. */
export const MOST_EVENTS = 50_000;

/** A file that is being put together. Where it stopped it can go on. */
export class AuditExport {
  count = 0;
  total = 0;
  private readonly texts: string[] = [];
  private accounts: Things = new Map();
  private after: string | null = null;
  private hasMore = true;

  private readonly client: Client;
  private readonly format: ExportFormat;
  private readonly question: { readonly id: string; readonly filter: AuditEventFilter | null };

  constructor(client: Client, format: ExportFormat, id: string, filter: AuditEventFilter | null) {
    this.client = client;
    this.format = format;
    // Without an end what happens meanwhile is left out all the same: pages go from the newest to the oldest.
    this.question = { id, filter };
  }

  get isTooLong(): boolean {
    return this.count >= MOST_EVENTS && this.hasMore;
  }

  /** Why it stopped; null: it is complete, or was cancelled. `onPage` is told after each page. */
  async run(signal: AbortSignal, onPage: () => void): Promise<Refusal | null> {
    if (this.total === 0) {
      const { data, error } = await this.client.query(AuditEventCountDocument, this.question).toPromise();
      if (!data?.account?.auditEvents) return refusalOf(error);
      this.total = data.account.auditEvents.totalCount;
    }
    while (this.hasMore && this.count < MOST_EVENTS && !signal.aborted) {
      const variables = { ...this.question, after: this.after };
      const { data, error } = await this.client.query(AuditEventsDocument, variables).toPromise();
      const page = data?.account?.auditEvents;
      if (!page) return refusalOf(error);
      await this.learnAccounts(page.nodes.map(({ accountId }) => accountId));
      const { event, between } = WRITING[this.format];
      for (const one of page.nodes) {
        this.texts.push((this.count > 0 ? between : '') + event(one, accountName(this.accounts, one.accountId)));
        this.count++;
      }
      this.after = page.pageInfo.endCursor ?? null;
      this.hasMore = page.pageInfo.hasNextPage;
      onPage();
    }
    return null;
  }

  file(): Blob {
    const { begin, end, mediaType } = WRITING[this.format];
    return new Blob([begin, ...this.texts, end], { type: mediaType });
  }

  fileName(now: Date): string {
    return `keytree-audit-${this.question.id}-${now.toISOString().slice(0, 10)}.${this.format}`;
  }

  private async learnAccounts(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.accounts.has(id));
    if (missing.length > 0) this.accounts = new Map([...this.accounts, ...(await findThings(this.client, missing))]);
  }
}

/** As if somebody had followed a link to it. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Once the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
