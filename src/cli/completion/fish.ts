import type { CompletionOption, CompletionTree } from './command-tree.ts';

export function renderFish({ name, globals, commands }: CompletionTree): string {
  const lines = [
    `# fish completion for ${name}. Load it with: ${name} completion fish | source`,
    `complete -c ${name} -f`,
    ...globals.map((option) => optionLine(name, { option, condition: null })),
  ];
  for (const command of commands) {
    lines.push(
      `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d '${command.description}'`,
    );
    const condition = `'__fish_seen_subcommand_from ${command.name}'`;
    if (command.choices.length > 0) {
      lines.push(`complete -c ${name} -n ${condition} -a '${command.choices.join(' ')}'`);
    }
    for (const option of command.options) lines.push(optionLine(name, { option, condition }));
  }
  return `${lines.join('\n')}\n`;
}

function optionLine(
  name: string,
  { option, condition }: { option: CompletionOption; condition: string | null },
): string {
  const parts = [`complete -c ${name}`];
  if (condition !== null) parts.push(`-n ${condition}`);
  parts.push(`-l ${option.long.replace(/^--/, '')}`);
  if (option.short !== null) parts.push(`-s ${option.short.replace(/^-/, '')}`);
  if (option.takesValue) parts.push(option.isPath ? '-r -F' : '-x');
  if (option.choices.length > 0) parts.push(`-a '${option.choices.join(' ')}'`);
  parts.push(`-d '${option.description}'`);
  return parts.join(' ');
}
