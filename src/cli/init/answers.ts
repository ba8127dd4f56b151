/** What `init` needs to know, whether it came from flags or from questions. */

export interface InitAnswers {
  readonly name: string;
  readonly availability: string;
  /** p99 objective, such as `300ms`. */
  readonly p99: string;
  /** In order of preference. */
  readonly regions: readonly string[];
  readonly gateways: readonly {
    readonly name: string;
    readonly region: string;
    readonly admin: string;
  }[];
  readonly services: readonly InitService[];
  readonly algorithm: string;
  readonly failover: string;
  readonly healthPath: string;
}

export interface InitService {
  readonly name: string;
  /** Path prefix of its route. */
  readonly route: string;
  /** `host:port` by region; a region may be missing. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

/** `productAPI` → `/product`. */
export function defaultRoute(service: string): string {
  const plain = service.replace(/[-_]?(api|service)$/i, '').toLowerCase();
  return `/${(plain === '' ? service.toLowerCase() : plain).replaceAll(/[^a-z0-9-]/g, '-')}`;
}

/** Two hosts per region, to be replaced: a name that cannot resolve by accident (RFC 2606). */
export function placeholderHosts(service: string, region: string): readonly string[] {
  const host = service.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  return [`${host}-1.${region}.example:8080`, `${host}-2.${region}.example:8080`];
}

/** `https` and `http` ports that Kong's Admin API has by default. */
export const DEFAULT_ADMIN = 'http://127.0.0.1:8001';

export const DEFAULT_ANSWERS = {
  name: 'webshop',
  availability: '99.99%',
  p99: '300ms',
  regions: ['eu-west', 'eu-north'],
  services: ['productAPI', 'orderAPI', 'klantAPI'],
  algorithm: 'round-robin',
  failover: 'active-passive',
  healthPath: '/health',
} as const;

export const ALGORITHMS = ['round-robin', 'least-connections'] as const;
export const FAILOVER_MODES = ['active-passive', 'active-active', 'isolate'] as const;
