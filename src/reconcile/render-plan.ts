/**
 * A plan as text, one line per entity and field. Secrets (tokens, the key between Kong and itself) are
 * masked, here and wherever a plan is shown.
 */

import type { EntityStep, FieldChange, KongPlan, PlanStep } from '../model/kong-plan.ts';

/** One line and what it is, for whoever colours it. */
export interface PlanLine {
  readonly kind:
    'create' | 'update' | 'delete' | 'settle' | 'refused' | 'kept' | 'field' | 'summary';
  readonly text: string;
}

const MARKS = { create: '+', update: '~', delete: '-', settle: '…' } as const;
/** Longer values are cut. */
const MAX_VALUE = 120;

export function renderPlan(
  plan: KongPlan,
  { isVerbose = false }: { readonly isVerbose?: boolean } = {},
): readonly PlanLine[] {
  return [
    ...plan.steps.flatMap((step) => stepLines(step, isVerbose)),
    ...plan.kept.map(({ key, reason }): PlanLine => ({
      kind: 'kept',
      text: `  = ${key}: ${reason}`,
    })),
    ...plan.refusals.flatMap(({ key, reason, fix }): PlanLine[] => [
      { kind: 'refused', text: `  ! ${key} ${reason}` },
      { kind: 'field', text: `      ${fix}` },
    ]),
    { kind: 'summary', text: summaryOf(plan) },
  ];
}

export function countSteps({
  steps,
}: Pick<KongPlan, 'steps'>): Readonly<Record<'create' | 'update' | 'delete', number>> {
  const count = (action: PlanStep['action']) =>
    steps.filter((step) => step.action === action).length;
  return { create: count('create'), update: count('update'), delete: count('delete') };
}

function summaryOf(plan: KongPlan): string {
  const { create, update, delete: gone } = countSteps(plan);
  const parts = [`${create} to create`, `${update} to change`, `${gone} to delete`];
  const refused = plan.refusals.length === 0 ? '' : `; ${plan.refusals.length} refused`;
  const isEmpty = create + update + gone === 0;
  const head = isEmpty ? 'nothing to do' : parts.join(', ');
  return `${plan.gateway}: ${head}; ${plan.unchanged} as they should be${refused}`;
}

function stepLines(step: PlanStep, isVerbose: boolean): PlanLine[] {
  if (step.action === 'settle') {
    return [{ kind: 'settle', text: `  ${MARKS.settle} wait ${step.reason}` }];
  }
  const head: PlanLine = { kind: step.action, text: `  ${MARKS[step.action]} ${labelOf(step)}` };
  const shows = step.action === 'update' || (isVerbose && step.action === 'create');
  return shows ? [head, ...step.changes.map(fieldLine)] : [head];
}

/** Of a target its weight too: that is what it is about. */
function labelOf({ action, kind, key, body, changes }: EntityStep): string {
  if (kind !== 'targets' || action === 'update') return key;
  const weight = action === 'create' ? (body['weight'] ?? 100) : changes[0]?.from;
  return `${key} (weight ${String(weight)})`;
}

function fieldLine({ field, from, to }: FieldChange): PlanLine {
  const [before, after] = [from, to].map((value) => shown(masked(value, field)));
  const text = from === undefined ? `${field}: ${after}` : `${field}: ${before} → ${after}`;
  return { kind: 'field', text: `      ${text}` };
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

const SECRET_NAME =
  /token|secret|passw|credential|authorization|api[-_]?key|private|x-ballast-hop|cookie$/i;
/** `header:value` as request-transformer has it. */
const SECRET_PAIR = /^(x-ballast-hop|authorization|[a-z-]*(?:token|key|secret)):/i;
const MASK = '•••';

/** A plan that can be shown or stored. */
export function maskedPlan(plan: KongPlan): KongPlan {
  return { ...plan, steps: plan.steps.map(maskedStep) };
}

function maskedStep(step: PlanStep): PlanStep {
  if (step.action === 'settle') return step;
  return {
    ...step,
    body: Object.fromEntries(
      Object.entries(step.body).map(([field, value]) => [field, masked(value, field)]),
    ),
    changes: step.changes.map(({ field, from, to }) => ({
      field,
      from: masked(from, field),
      to: masked(to, field),
    })),
  };
}

/** @param name the key under which the value stands. */
function masked(value: unknown, name: string): unknown {
  const isSecret = SECRET_NAME.test(name.split('.').at(-1) ?? name);
  if (typeof value === 'string') {
    if (isSecret) return isReference(value) ? value : MASK;
    return SECRET_PAIR.test(value) ? value.replace(/:.*$/s, `:${MASK}`) : value;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, masked(inner, isSecret ? name : key)]),
  );
}

/** `{vault://…}` says where a secret is, and is none. */
function isReference(value: string): boolean {
  return /^\{vault:\/\/.*\}$/.test(value);
}
