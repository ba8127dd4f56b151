/** Telemetry, as the rest of Ballast uses it. */

export type { TelemetryCounters } from './counters.ts';
export type { WatchedGateway } from './health-poller.ts';
export { ListenError, type ListenErrorCode } from './listen-address.ts';
export { createTelemetry, type RunningTelemetry, type TelemetryOptions } from './telemetry.ts';
