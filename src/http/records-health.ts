/** What health and metrics tell of the records in memory. */
export interface RecordsHealth {
  /** Whether decisions are answered from them. */
  isFresh(): boolean;
  /** Since they were known to be the database's. */
  ageSeconds(): number;
  /** Number of the last change that they hold. */
  seq(): number;
  /** Decisions of this process so far, by code. */
  readonly decisions: ReadonlyMap<string, number>;
  /** Requests of which no usage could be kept. */
  unrecorded(): number;
}
