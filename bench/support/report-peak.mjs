// Loaded into a command: tells its parent, on file descriptor 3, the most memory it held.
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(peakKibibytes())));

function peakKibibytes() {
  try {
    // Not maxRSS where it can be helped: Linux counts what the parent held before the command began.
    return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
