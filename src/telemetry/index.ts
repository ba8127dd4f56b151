/** Telemetry, as the rest of Ballast uses it. */

export { ListenError } from './listen-address.ts';
export { createTelemetry, type RunningTelemetry, type TelemetryOptions } from './telemetry.ts';
