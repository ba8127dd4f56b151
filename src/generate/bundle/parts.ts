/**
 * The parts of what `ballast generate` writes: one sub-folder each, for the tool that loads it. A new
 * part is one row here and its files' notes in `file-notes.ts`.
 */

import type { Language } from '../../lib/locale.ts';
import type { Gateway, Strategy } from '../../model/strategy.ts';
import { renderDeployFiles } from '../deploy/deploy-files.ts';
import { renderDnsFiles } from '../dns/dns-files.ts';
import { renderGrafanaFiles } from '../grafana/grafana-files.ts';
import { renderKubernetesFiles } from '../kubernetes/kubernetes-files.ts';
import { renderAlertmanagerFiles, renderPrometheusFiles } from '../monitoring/render-monitoring.ts';
import { renderKongFiles, type GeneratedFile } from '../kong-files.ts';
import { renderRunbooks } from '../runbooks/render-runbooks.ts';

export const PARTS = [
  'kong',
  'kubernetes',
  'dns',
  'prometheus',
  'alertmanager',
  'grafana',
  'deploy',
  'runbooks',
] as const;

/** Name of a sub-folder. */
export type Part = (typeof PARTS)[number];

export interface PartOptions {
  /** Gateways to write Kong's files for; the other parts are about all of them. */
  readonly gateways: readonly Gateway[];
  /** One file for a Kong without database instead of two by owner. */
  readonly dbless: boolean;
  /** Mark last resorts for Kong Enterprise. */
  readonly failoverTargets: boolean;
  /** Wanted where `needsHopKey`. */
  readonly hopKey?: string;
  /** The strategy as it was read, for what carries it along. */
  readonly strategyText: string;
  /** Of the pages that people read at night. */
  readonly language: Language;
}

type RenderPart = (strategy: Strategy, options: PartOptions) => readonly GeneratedFile[];

/** Each gives paths within its own sub-folder. */
export const RENDER_PART: Readonly<Record<Part, RenderPart>> = {
  kong: (strategy, options) => renderKongFiles(strategy, options),
  kubernetes: (strategy) => renderKubernetesFiles(strategy),
  dns: (strategy) => renderDnsFiles(strategy),
  prometheus: (strategy) => renderPrometheusFiles(strategy),
  alertmanager: (strategy) => renderAlertmanagerFiles(strategy),
  grafana: (strategy) => renderGrafanaFiles(strategy),
  deploy: (strategy, { strategyText }) => renderDeployFiles(strategy, strategyText),
  runbooks: (strategy, { language }) => renderRunbooks(strategy, language),
};
