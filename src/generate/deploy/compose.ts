/**
 * Ballast, Prometheus, Alertmanager and Grafana beside the user's Kong, with Docker Compose. All use
 * the host's network, so that the addresses of the strategy mean the same inside and outside, and all
 * but the receiver of logs listen on loopback.
 *
 * Prometheus and Alertmanager are the versions that the generated rules are tested with.
 */

import type { Strategy } from '../../model/strategy.ts';
import type { Comment } from '../comment.ts';
import { renderYaml } from '../render-yaml.ts';
import { IMAGE } from './image.ts';
import { filesOf, METRICS_PORT, STATE_FILE, STRATEGY_FOLDER, variablesOf } from './needs.ts';

const PROMETHEUS_IMAGE = 'prom/prometheus:v2.42.0';
const ALERTMANAGER_IMAGE = 'prom/alertmanager:v0.25.0';
const GRAFANA_IMAGE = 'grafana/grafana:12.0.0';

export function renderCompose(strategy: Strategy): string {
  const services = {
    ballast: ballast(strategy),
    prometheus: {
      ...COMMON,
      image: PROMETHEUS_IMAGE,
      command: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        '--storage.tsdb.retention.time=40d',
        '--web.listen-address=127.0.0.1:9090',
      ],
      volumes: ['../prometheus:/etc/prometheus:ro', 'prometheus:/prometheus'],
    },
    alertmanager: {
      ...COMMON,
      image: ALERTMANAGER_IMAGE,
      command: [
        '--config.file=/etc/alertmanager/alertmanager.yml',
        '--storage.path=/alertmanager',
        '--web.listen-address=127.0.0.1:9093',
        '--cluster.listen-address=',
      ],
      volumes: [
        '../alertmanager/alertmanager.yml:/etc/alertmanager/alertmanager.yml:ro',
        './secrets:/etc/alertmanager/secrets:ro',
        'alertmanager:/alertmanager',
      ],
    },
    grafana: {
      ...COMMON,
      image: GRAFANA_IMAGE,
      environment: {
        GF_SERVER_HTTP_ADDR: '127.0.0.1',
        GF_SECURITY_ADMIN_PASSWORD: '${GRAFANA_PASSWORD:?choose one}',
      },
      volumes: [
        '../grafana/provisioning:/etc/grafana/provisioning:ro',
        '../grafana/dashboards:/var/lib/grafana/dashboards/ballast:ro',
        'grafana:/var/lib/grafana',
      ],
    },
  };
  const volumes = { ballast: {}, prometheus: {}, alertmanager: {}, grafana: {} };
  return renderYaml(
    { name: 'ballast', services, volumes },
    { header: header(strategy), comments: COMMENTS },
  );
}

const COMMON = { network_mode: 'host', restart: 'unless-stopped' } as const;

function ballast(strategy: Strategy) {
  const secrets = filesOf(strategy).map(({ path, source }) => `${source}:${path}:ro`);
  const variables = variablesOf(strategy);
  return {
    ...COMMON,
    image: IMAGE,
    command: [
      'run',
      '--strategy',
      `${STRATEGY_FOLDER}/ballast.yaml`,
      '--state',
      STATE_FILE,
      '--metrics',
      `127.0.0.1:${METRICS_PORT}`,
    ],
    ...(variables.length === 0 ? {} : { environment: variables }),
    volumes: [
      `\${BALLAST_STRATEGY:-../../ballast.yaml}:${STRATEGY_FOLDER}/ballast.yaml:ro`,
      ...secrets,
      'ballast:/var/lib/ballast',
    ],
    read_only: true,
    tmpfs: ['/tmp'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    stop_grace_period: '10s',
  };
}

function header(strategy: Strategy): string {
  return `Ballast, Prometheus, Alertmanager and Grafana of ${strategy.name} beside your Kong. Written by ballast generate.
Build the image first (Dockerfile here), then: GRAFANA_PASSWORD=... docker compose -f compose.yaml up -d
For Linux: all use the host's network, so that the strategy's addresses mean the same in here. Grafana
is at http://127.0.0.1:3000, Prometheus at 127.0.0.1:9090, Alertmanager at 127.0.0.1:9093.`;
}

const COMMENTS: readonly Comment[] = [
  {
    path: ['services', 'ballast', 'image'],
    text: `Built by you; without it the weights stay and Kong goes on (G1).`,
  },
  {
    path: ['services', 'ballast', 'volumes'],
    text: `The strategy is two folders up unless BALLAST_STRATEGY says otherwise. Files that it names are at
the same paths in here; user 1000 must be able to read them.`,
  },
  {
    path: ['services', 'prometheus', 'image'],
    text: `The versions that the generated rules are tested with; newer ones take them as well.`,
  },
  {
    path: ['services', 'alertmanager', 'volumes'],
    text: `secrets/ here holds what alertmanager.yml reads from files; keep it out of version control.`,
  },
  {
    path: ['services', 'prometheus', 'command', 2],
    text: `Longer than the objective's window.`,
  },
];
