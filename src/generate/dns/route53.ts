/**
 * The worked example: Amazon Route 53 health checks and records as Terraform, for the gateways of the
 * strategy. Route 53 asks each gateway for each service; a calculated check puts "all services" of a
 * gateway together; the records follow that.
 *
 * With two gateways of different priority: failover records. Otherwise weighted ones: equal weights
 * for the gateways of the best priority, 0 for the others, which Route 53 considers only when all
 * records with a weight are unhealthy. When every check fails, it answers as if none did: a broken
 * checker takes nobody down (G4).
 */

import type { Gateway, Strategy } from '../../model/strategy.ts';
import { healthRoutePath } from '../health-routes.ts';
import { FAILURE_THRESHOLD, failoverArithmetic, INTERVAL_S, TTL_S } from './failover-time.ts';

/** Child checks of one calculated check (Route 53's quota). */
const CHILDREN_MAX = 255;
const WEIGHT = 100;

export function renderRoute53(strategy: Strategy): string {
  return [
    header(strategy),
    VARIABLES,
    gatewaysVariable(strategy),
    locals(strategy),
    CHECKS,
    records(strategy),
  ].join('\n');
}

function header(strategy: Strategy): string {
  const leftOut = strategy.services.length - CHILDREN_MAX;
  const lines = `Route 53 health checks and records for the gateways of ${strategy.name}. Written by ballast generate.
A worked example: set the variables, terraform init, terraform plan, terraform apply.

The time it takes when a gateway is lost: ${failoverArithmetic(strategy)}.
Only clients of that gateway are hit; clients that keep addresses longer than the TTL (old JVMs,
connection pools) are hit for longer. A shorter TTL helps less than it seems, since ${INTERVAL_S} s is the
shortest interval.

What a check says: 200 when this gateway can serve the service, if need be from another region. So
targets that die move nobody here, Kong and Ballast see to them; DNS moves clients when a gateway is
gone or can reach nothing.`;
  const rest =
    leftOut > 0
      ? `\nA calculated check takes ${CHILDREN_MAX} others: the last ${leftOut} services are not checked.`
      : '';
  return `${comment(lines + rest)}\n`;
}

const VARIABLES = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "zone_id" {
  description = "Hosted zone of the record."
  type        = string
}

variable "record_name" {
  description = "Name that clients ask for; also the Host header of the checks."
  type        = string
}
`;

function gatewaysVariable({ gateways }: Strategy): string {
  const entries = gateways.map((gateway, index) => {
    const { host, port, tls } = placeOf(gateway, index);
    return `    ${quoted(gateway.name)} = {
      address = ${quoted(host)}
      port    = ${port}
      tls     = ${tls}
    }`;
  });
  return `# Public IPv4 address of each gateway (or of what stands before its nodes), as Route 53 reaches it.
variable "gateways" {
  type = map(object({
    address = string
    port    = number
    tls     = bool
  }))
  default = {
${entries.join('\n')}
  }
}
`;
}

/** What \`proxy\` of the strategy says; an address of documentation (RFC 5737) when it says nothing. */
function placeOf(
  { proxyUrl }: Gateway,
  index: number,
): { host: string; port: string; tls: boolean } {
  const [, scheme, host = '', port] =
    /^(https?):\/\/([^/:]+)(?::(\d+))?/.exec(proxyUrl ?? '') ?? [];
  const tls = scheme !== 'http';
  const isPublic = /^\d+\.\d+\.\d+\.\d+$/.test(host) && !host.startsWith('127.');
  return {
    host: isPublic ? host : `192.0.2.${(index % 254) + 1}`,
    port: port !== undefined && isPublic ? port : tls ? '443' : '80',
    tls,
  };
}

function locals(strategy: Strategy): string {
  const checks = strategy.gateways.flatMap(({ name, region }) =>
    strategy.services.slice(0, CHILDREN_MAX).map((service) => {
      const path = healthRoutePath(region, service.name);
      const value = `{ gateway = ${quoted(name)}, path = ${quoted(path)} }`;
      return [`${name}/${service.name}`, value] as const;
    }),
  );
  return `locals {
  checks = {
${aligned(checks)}
  }
}
`;
}

const CHECKS = `resource "aws_route53_health_check" "service" {
  for_each          = local.checks
  type              = var.gateways[each.value.gateway].tls ? "HTTPS" : "HTTP"
  ip_address        = var.gateways[each.value.gateway].address
  port              = var.gateways[each.value.gateway].port
  fqdn              = var.record_name
  resource_path     = each.value.path
  request_interval  = ${INTERVAL_S}
  failure_threshold = ${FAILURE_THRESHOLD}
  tags              = { Name = each.key }
}

# Healthy while the gateway can serve every service.
resource "aws_route53_health_check" "gateway" {
  for_each               = var.gateways
  type                   = "CALCULATED"
  child_healthchecks     = [for key, check in local.checks : aws_route53_health_check.service[key].id if check.gateway == each.key]
  child_health_threshold = length([for check in local.checks : check if check.gateway == each.key])
  tags                   = { Name = each.key }
}
`;

function records(strategy: Strategy): string {
  const { gateways } = strategy;
  const priorities = gateways.map((gateway) => priorityOf(strategy, gateway));
  const best = Math.min(...priorities);
  const isPair = gateways.length === 2 && priorities[0] !== priorities[1];
  const entries = gateways.map(({ name }, index) => {
    const isBest = priorities[index] === best;
    const value = isPair ? quoted(isBest ? 'PRIMARY' : 'SECONDARY') : isBest ? WEIGHT : 0;
    return [name, value] as const;
  });
  const [policy, attribute] = isPair
    ? ['failover_routing_policy', 'type  ']
    : ['weighted_routing_policy', 'weight'];
  const why = isPair
    ? `The first choice is asked for as long as it is healthy.`
    : `Weight 0 is considered only when no record with a weight is healthy.`;
  return `# ${why} When all checks fail, Route 53 answers as if none did.
resource "aws_route53_record" "gateway" {
  for_each = {
${aligned(entries)}
  }
  zone_id         = var.zone_id
  name            = var.record_name
  type            = "A"
  ttl             = ${TTL_S}
  records         = [var.gateways[each.key].address]
  set_identifier  = each.key
  health_check_id = aws_route53_health_check.gateway[each.key].id

  ${policy} {
    ${attribute.trim()} = each.value
  }
}
`;
}

function priorityOf({ regions }: Strategy, { region }: Gateway): number {
  return regions.find(({ name }) => name === region)?.priority ?? 0;
}

/** As `terraform fmt` wants them. */
function aligned(entries: readonly (readonly [key: string, value: unknown])[]): string {
  const width = Math.max(...entries.map(([key]) => quoted(key).length));
  return entries
    .map(([key, value]) => `    ${quoted(key).padEnd(width)} = ${String(value)}`)
    .join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(/([$%])\{/g, '$1$1{')}"`;
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '#' : `# ${line}`))
    .join('\n');
}
