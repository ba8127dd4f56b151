/** What each generated file is and who loads it, by its path. */

export interface FileNote {
  readonly pattern: RegExp;
  /** A phrase without a full stop. */
  readonly what: string;
  /** Who loads it and how: a command where there is one. */
  readonly loadedBy: string;
}

/** The first that matches counts. */
const FILE_NOTES: readonly FileNote[] = [
  {
    pattern: /^kong\/(.+\/)?base\.yaml$/,
    what: 'services, routes and plugins',
    loadedBy: 'decK: `deck gateway sync FILE`, after `upstreams.yaml` is in place',
  },
  {
    pattern: /^kong\/(.+\/)?upstreams\.yaml$/,
    what: 'upstreams, targets with their weights, health checks',
    loadedBy: 'Ballast: `ballast apply`; the first of Kong’s two files',
  },
  {
    pattern: /^kong\/(.+\/)?kong\.yaml$/,
    what: 'all of it, for a Kong without database; may hold a secret',
    loadedBy: 'Kong: `KONG_DECLARATIVE_CONFIG`, or `POST /config`',
  },
  {
    pattern: /^kubernetes\/(.+\/)?plugins\.yaml$/,
    what: 'KongClusterPlugin and KongPlugins, for the Kong Ingress Controller',
    loadedBy: '`kubectl apply -f FILE`, first',
  },
  {
    pattern: /^kubernetes\/(.+\/)?upstreams\.yaml$/,
    what: 'KongUpstreamPolicies, Services and EndpointSlices',
    loadedBy: '`kubectl apply --server-side -f FILE`, second',
  },
  {
    pattern: /^kubernetes\/(.+\/)?routes\.yaml$/,
    what: 'HTTPRoutes with the weights of regions',
    loadedBy: '`kubectl apply -f FILE`, last',
  },
  {
    pattern: /^dns\/README\.md$/,
    what: 'what DNS or a global load balancer has to ask each gateway, and what that cannot tell',
    loadedBy: 'people',
  },
  {
    pattern: /^dns\/route53\.tf$/,
    what: 'a worked example: health checks and records in Amazon Route 53',
    loadedBy: 'Terraform: `terraform apply`, with `zone_id` and `record_name`',
  },
  {
    pattern: /^prometheus\/prometheus\.yml$/,
    what: 'what Prometheus scrapes, which rules it loads, whom it tells',
    loadedBy: 'Prometheus: `--config.file`; or take its scrape jobs into yours',
  },
  {
    pattern: /^prometheus\/rules\/.+\.yaml$/,
    what: 'recording rules and alerts',
    loadedBy: 'Prometheus: `rule_files`',
  },
  {
    pattern: /^prometheus\/tests\/.+\.yaml$/,
    what: 'unit tests of the alerts',
    loadedBy: '`promtool test rules FILE`, in CI',
  },
  {
    pattern: /^alertmanager\/alertmanager\.yml$/,
    what: 'who is told of which alert, and which alert silences which',
    loadedBy: 'Alertmanager: `--config.file`',
  },
  {
    pattern: /^grafana\/dashboards\/.+\.json$/,
    what: 'a dashboard',
    loadedBy: 'Grafana: provisioned, or Dashboards → New → Import',
  },
  {
    pattern: /^grafana\/provisioning\/.+\.yaml$/,
    what: 'where Grafana finds the dashboards and Prometheus',
    loadedBy: 'Grafana: `/etc/grafana/provisioning`',
  },
  {
    pattern: /^deploy\/Dockerfile$/,
    what: 'an image of Ballast, for you to build: none is published',
    loadedBy: '`docker build`',
  },
  {
    pattern: /^deploy\/compose\.yaml$/,
    what: 'Ballast, Prometheus, Alertmanager and Grafana beside your Kong',
    loadedBy: '`docker compose -f deploy/compose.yaml up -d`',
  },
  {
    pattern: /^deploy\/kubernetes\.yaml$/,
    what: 'Ballast in Kubernetes: one replica, its volume, probes, NetworkPolicy',
    loadedBy: '`kubectl apply -n ballast -f FILE`',
  },
  {
    pattern: /^runbooks\/README\.md$/,
    what: 'which page belongs to which alert',
    loadedBy: 'people',
  },
  {
    pattern: /^runbooks\/.+\.md$/,
    what: 'what an alert means and what to do, with the names of this strategy',
    loadedBy: 'people; alerts link to it',
  },
];

export function noteOf(path: string): FileNote | null {
  return FILE_NOTES.find(({ pattern }) => pattern.test(path)) ?? null;
}
