/** What each tab of an account's page is given: what the address names within it, as the id of a key. */
export interface PanelProps {
  readonly item: string | undefined;
}
