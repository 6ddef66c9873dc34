/** Exit codes of the command line, as `--help` lists them. */
export const EXIT = {
  OK: 0,
  /** It was tried and failed. */
  FAILED: 1,
  /** The command's words or the configuration are wrong; nothing was tried. */
  USAGE: 2,
  /** `check` found what must not be, or an import file has faults. */
  FAULTS: 3,
} as const;
