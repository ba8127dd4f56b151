/** Who may write: the master switch and the rules one by one. */

import { BY_STRATEGY, readMode } from '../../controller/mode.ts';
import { readRuleModes, RULE_NAMES, RULES_SETTING } from '../../model/rule-modes.ts';
import { MODE_SETTING, type ModeSetting } from '../../model/status.ts';
import type { Actor } from '../actor.ts';
import type { LeverOperations } from '../contract.ts';
import { operationError } from '../operation-error.ts';
import type { LocalPorts } from '../ports.ts';
import { audited } from './audited.ts';
import { sayOperation, speechIn } from '../speech.ts';
import { checkReason } from './reason.ts';
import { unknownName } from './unknown-name.ts';

type Modes = Awaited<ReturnType<LeverOperations['modes']>>;
type ModeRequest = Parameters<LeverOperations['setMode']>[1];

export async function readModes({
  strategy,
  store,
  language = 'en',
}: Pick<LocalPorts, 'strategy' | 'store' | 'language'>): Promise<Modes> {
  const { mode, by: name } = await readMode(store, strategy.mode);
  const by = name === BY_STRATEGY ? speechIn(language).tell('by-strategy') : name;
  return { mode, by, rules: readRuleModes(await store.readSetting(RULES_SETTING)) };
}

export async function setMode(
  ports: LocalPorts,
  actor: Actor,
  request: ModeRequest,
): Promise<void> {
  const { mode, rule, reason } = request;
  const what = rule ?? 'Ballast';
  const deed = {
    action: 'mode.set',
    needs: 'operator' as const,
    said: sayOperation(`wanted-${mode}`, { what }),
    details: { mode, rule, reason },
  };
  const work = async () => {
    checkReason(reason);
    const { store, clock } = ports;
    if (rule === null) {
      const setting: ModeSetting = { mode, atMs: clock.nowMs(), by: actor.name };
      await store.updateSetting(MODE_SETTING, () => setting);
    } else {
      checkRule(rule);
      await store.updateSetting(RULES_SETTING, (stored) => ({
        ...readRuleModes(stored),
        [rule]: mode,
      }));
    }
    const told = { by: actor.name, what, reason: reason.trim() };
    return { result: undefined, said: sayOperation(`did-${mode}`, told) };
  };
  await audited(ports, actor, { deed, work });
}

function checkRule(rule: string): void {
  const problem = unknownName('rule', rule, RULE_NAMES);
  if (problem === null) return;
  const fix = sayOperation('fix-one-of', { names: RULE_NAMES });
  throw operationError('invalid', { message: problem, fix });
}
