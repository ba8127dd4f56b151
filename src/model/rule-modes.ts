/**
 * Which rules of the automation act and which only tell what they would do, by a person's word. Kept
 * in the store, read at every tick and journaled with it. The master switch (`MODE_SETTING`) stands
 * above them.
 */

/** Rules that can be told apart; each takes something away, or gives it back. */
export const RULE_NAMES = ['ejection', 'trim', 'evacuation', 'spill', 'failback'] as const;

export type RuleName = (typeof RULE_NAMES)[number];
export type RuleModes = Readonly<Record<RuleName, 'act' | 'observe'>>;

/** Name of the setting in the store; its value is a `RuleModes`, in which absent rules act. */
export const RULES_SETTING = 'rules';

export const ALL_RULES_ACT: RuleModes = {
  ejection: 'act',
  trim: 'act',
  evacuation: 'act',
  spill: 'act',
  failback: 'act',
};

/** What stands in a store, which others may have written; anything else acts. */
export function readRuleModes(stored: unknown): RuleModes {
  if (typeof stored !== 'object' || stored === null) return ALL_RULES_ACT;
  const words = new Map<string, unknown>(Object.entries(stored));
  const entries = RULE_NAMES.map((rule) => {
    return [rule, words.get(rule) === 'observe' ? 'observe' : 'act'] as const;
  });
  return { ...ALL_RULES_ACT, ...Object.fromEntries(entries) };
}
