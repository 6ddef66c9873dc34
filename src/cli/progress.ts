const FIRST_AFTER_MS = 1000;
const EVERY_MS = 1000;

/** Says on stderr how far a long command is, from its second second on, once a second. */
export class Progress {
  private next = Date.now() + FIRST_AFTER_MS;

  say(text: string): void {
    if (Date.now() < this.next) return;
    this.next = Date.now() + EVERY_MS;
    process.stderr.write(`${text}\n`);
  }
}
