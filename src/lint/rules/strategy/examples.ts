/** Strategies for the examples of rules: a sound one, with what the example is about put in. */

export interface StrategyExample {
  /** Lines of the service `shop`, besides or instead of the sound ones. */
  readonly shop?: Readonly<Record<string, string>>;
  /** Lines at the top level, the same way. */
  readonly top?: Readonly<Record<string, string>>;
}

const TOP: Readonly<Record<string, string>> = {
  objective: '{ availability: 99.99%, window: 30d, latency: { p99: 300ms } }',
  regions: '{ eu-west: { rtt: { eu-north: 20ms } }, eu-north: { rtt: { eu-west: 20ms } } }',
  gateways:
    '{ kong-west: { region: eu-west, admin: "http://127.0.0.1:8001" }, kong-north: { region: eu-north, admin: "http://127.0.0.1:9001" } }',
  notify:
    '[{ webhook: "https://hooks.example.com/x", events: [failover, failback, ejection, capacity, telemetry, budget] }]',
};

const SHOP: Readonly<Record<string, string>> = {
  routes: '[{ paths: [/shop] }]',
  health: '{ path: /health }',
  targets:
    '{ eu-west: { hosts: [a1:80, a2:80], capacity: 200rps }, eu-north: { hosts: [b1:80, b2:80], capacity: 200rps } }',
  failover: '{ standbyShare: 1% }',
};

export function strategyFile(example: StrategyExample = {}): Readonly<Record<string, string>> {
  const top = lines({ ...TOP, ...example.top });
  const shop = lines({ ...SHOP, ...example.shop }).map((line) => `    ${line}`);
  const text = ['version: 1', 'name: example', ...top, 'services:', '  shop:', ...shop, ''];
  return { 'ballast.yaml': text.join('\n') };
}

function lines(entries: Readonly<Record<string, string>>): string[] {
  return Object.entries(entries).map(([key, value]) => `${key}: ${value}`);
}
