/** A strategy that has something of everything that the rules look at. */

/** Three objectives, one of them over a week; a hash, an isolated and an active-active service. */
export const MIXED = `version: 1
name: mixed
regions: { eu: { priority: 0 }, us: { priority: 1 }, ap: { priority: 2 } }
gateways:
  kong-eu: { region: eu, admin: ["http://10.0.0.1:8001", "http://10.0.0.2:8001"] }
  kong-us: { region: us, admin: "https://kong.us.example:8444/admin" }
telemetry:
  logs: { listen: "10.1.0.1:9911", allow: [10.0.0.0/24] }
  metrics: { listen: "0.0.0.0:9912", url: "http://ballast.example:9912" }
notify:
  - { webhook: "https://hooks.slack.com/services/T0/B0/XXXX", events: [failover, failback] }
  - { webhook: "https://hooks.example.com/ballast?token=abc", events: [capacity, telemetry, budget] }
  - { webhook: "http://127.0.0.1:9099/hook" }
services:
  gold:
    objective: { availability: 99.99%, window: 30d, latency: { p99: 300ms, p50: 20ms } }
    routes: [{ paths: [/gold] }]
    health: { path: /health }
    targets:
      eu: { hosts: [g1.eu:80, g2.eu:80], capacity: 100rps }
      us: { hosts: [g1.us:80, g2.us:80], capacity: 100rps }
      ap: { hosts: [g1.ap:80], capacity: 100rps }
    failover: { mode: active-active }
  silver:
    objective: { availability: 99.95%, window: 30d, latency: { p99.9: 1s } }
    routes: [{ paths: [/silver] }]
    health: { path: /health }
    targets: { eu: { hosts: [s1.eu:80] }, us: { hosts: [s1.us:80] } }
  bronze:
    objective: { availability: 99.9%, window: 7d }
    routes: [{ paths: [/bronze] }]
    health: { path: /health }
    targets: { eu: { hosts: [b1.eu:80], capacity: 10rps }, us: { hosts: [b1.us:80], capacity: 10rps } }
    failover: { mode: isolate }
`;
