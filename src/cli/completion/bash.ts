import type { CompletionOption, CompletionTree } from './command-tree.ts';

/** Bash completion without helper packages: works with the bash 3.2 of macOS too. */
export function renderBash({ name, globals, commands }: CompletionTree): string {
  const cases = commands.map((command) => {
    const words = [...command.choices, ...optionWords(command.options), ...optionWords(globals)];
    return `    ${command.name}) words="${words.join(' ')}" ;;`;
  });
  const options = [...globals, ...commands.flatMap((command) => command.options)];
  const top = [...commands.map((command) => command.name), ...optionWords(globals)];
  return `# bash completion for ${name}. Load it with: source <(${name} completion bash)
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="" index words
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      ${commands.map((command) => command.name).join('|')}) command="\${COMP_WORDS[index]}"; break ;;
    esac
  done
  case "$previous" in
${valueCases(options)}
  esac
  case "$command" in
${cases.join('\n')}
    *) words="${top.join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _${name} ${name}
`;
}

function optionWords(options: readonly CompletionOption[]): string[] {
  return options.map((option) => option.long);
}

function valueCases(options: readonly CompletionOption[]): string {
  const byLong = new Map(options.map((option) => [option.long, option]));
  const lines: string[] = [];
  for (const option of byLong.values()) {
    if (!option.takesValue) continue;
    const names = option.short === null ? option.long : `${option.short}|${option.long}`;
    const reply = option.isPath
      ? '$(compgen -f -- "$current")'
      : `$(compgen -W "${option.choices.join(' ')}" -- "$current")`;
    lines.push(`    ${names}) COMPREPLY=(${reply}); return ;;`);
  }
  return lines.join('\n');
}
