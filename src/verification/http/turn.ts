/** One request of verification, from when all of it is there. */
export interface Exchange {
  /** Who asks for what. */
  read(): void;
  decide(): void;
  answer(): void;
  send(): void;
  /** A stage before `send` has failed: what is sent instead. */
  fail(error: unknown): void;
}

/** More gain nothing by it, and wait for each other with their bodies in memory. */
const MOST_TOGETHER = 64;

let waiting: Exchange[] = [];

/**
 * What came in one turn of the event loop is worked out at its end, stage by stage for all. Each request by itself would
 * have the processor fetch the code and the records of each stage anew, with those of HTTP in between, and wake its
 * receiver alone: under load that costs a fifth of the requests a second. Where one comes alone, the turn ends at once.
 */
export function atEndOfTurn(exchange: Exchange): void {
  if (waiting.push(exchange) === 1) setImmediate(workOutWaiting);
  else if (waiting.length === MOST_TOGETHER) workOutWaiting();
}

function workOutWaiting(): void {
  const exchanges = waiting;
  waiting = [];
  forEach(exchanges, (exchange) => exchange.read());
  forEach(exchanges, (exchange) => exchange.decide());
  forEach(exchanges, (exchange) => exchange.answer());
  for (const exchange of exchanges) exchange.send();
}

/** One that fails leaves the others their answers. */
function forEach(exchanges: readonly Exchange[], work: (exchange: Exchange) => void): void {
  for (const exchange of exchanges) {
    try {
      work(exchange);
    } catch (error) {
      exchange.fail(error);
    }
  }
}
