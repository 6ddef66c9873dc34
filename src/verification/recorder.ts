import type { DecisionCode, OperationClass } from '../domain/decision/codes';
import type { Directory } from './directory/directory';

/** Told of every decision, on the path of the request: it only counts in memory. */
export interface Recorder {
  /** `account` and `key` are numbers of the directory, -1 where there is none; `gatewayId` is null without one. */
  record(
    code: DecisionCode,
    directory: Directory,
    account: number,
    key: number,
    clientIp: string | null,
    operation: OperationClass,
    gatewayId: string | null,
    nowMs: number,
  ): void;
  /** Before numbers of the directory change their meaning. */
  settle(directory: Directory): void;
}

export const NO_RECORDER: Recorder = { record: () => undefined, settle: () => undefined };
