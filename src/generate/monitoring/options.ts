/** How the monitoring files are to look; everything has a default that fits the strategy. */

export interface MonitoringOptions {
  readonly scrapeIntervalMs?: number;
  readonly evaluationIntervalMs?: number;
  /** Where runbook links lead: `BASE/SLUG.md`. No slash at the end. */
  readonly runbookBase?: string;
  /** host:port of each Alertmanager. */
  readonly alertmanagers?: readonly string[];
  /**
   * Ranges and waits are divided by this, so that a test sees in a minute what takes an hour. The
   * expressions stay the same; no user needs it.
   */
  readonly timeDivisor?: number;
}

export interface MonitoringSettings extends Required<MonitoringOptions> {}

/** Prometheus's own usual intervals; Alertmanager's usual port. */
export function settingsOf(options: MonitoringOptions): MonitoringSettings {
  return {
    scrapeIntervalMs: options.scrapeIntervalMs ?? 15_000,
    evaluationIntervalMs: options.evaluationIntervalMs ?? 15_000,
    runbookBase: options.runbookBase ?? 'runbooks',
    alertmanagers: options.alertmanagers ?? ['127.0.0.1:9093'],
    timeDivisor: options.timeDivisor ?? 1,
  };
}
