/** One request of verification, from when all of it is there. */
export interface Exchange {
  /** Who asks for what. */
  read(): void;
  decide(): void;
  answer(): void;
  send(): void;
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
  for (const exchange of exchanges) exchange.read();
  for (const exchange of exchanges) exchange.decide();
  for (const exchange of exchanges) exchange.answer();
  for (const exchange of exchanges) exchange.send();
}
