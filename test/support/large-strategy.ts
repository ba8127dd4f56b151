/** A strategy of any size, for tests and benchmarks of what has to stay quick. */

const TARGETS_PER_REGION = 5;

/** So many services with ten targets each in two regions, as YAML. */
export function largeStrategy(services: number): string {
  const hosts = (region: number, service: number) =>
    Array.from(
      { length: TARGETS_PER_REGION },
      (_, index) => `'10.${region}.${service >> 8}.${service & 255}:${8_000 + index}'`,
    ).join(', ');
  const entries = Array.from(
    { length: services },
    (_, index) => `  svc${index}:
    routes: [{ paths: [/svc${index}] }]
    health: { path: /health }
    targets:
      west: { hosts: [${hosts(1, index)}], capacity: 100rps }
      north: { hosts: [${hosts(2, index)}], capacity: 100rps }
`,
  );
  return `version: 1
name: large
regions: { west: { priority: 0 }, north: { priority: 1 } }
gateways: { kong: { region: west, admin: 'http://127.0.0.1:8001' } }
services:
${entries.join('')}`;
}
