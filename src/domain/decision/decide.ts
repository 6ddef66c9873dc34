import { CHECKS } from './checks';
import type { CheckCode, CheckOutcome, DecisionCode } from './codes';
import type { DecisionFacts } from './facts';

/** May this request pass? The code of the first check that fails, or VALID. Nothing is allocated. */
export function decide(facts: DecisionFacts): DecisionCode {
  for (const check of CHECKS) {
    if (check.outcome(facts) === 'FAILED') return check.code;
  }
  return 'VALID';
}

export interface Explanation {
  /** As `decide` answers. */
  readonly code: DecisionCode;
  /** Every check in its order: those after a failure too, for who has more than one thing to put right. */
  readonly checks: readonly { readonly code: CheckCode; readonly outcome: CheckOutcome }[];
}

/** The same decision with every check. It reads all facts that can be looked at. */
export function explain(facts: DecisionFacts): Explanation {
  let code: DecisionCode = 'VALID';
  let ended = false;
  const checks = CHECKS.map((check) => {
    const outcome = ended ? 'NOT_MADE' : check.outcome(facts);
    if (outcome === 'FAILED') {
      if (code === 'VALID') code = check.code;
      ended = check.isLast === true;
    }
    return { code: check.code, outcome };
  });
  return { code, checks };
}
