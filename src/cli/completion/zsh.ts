import type { CompletionOption, CompletionTree } from './command-tree.ts';

export function renderZsh({ name, globals, commands }: CompletionTree): string {
  const described = commands.map((command) => `    '${command.name}:${command.description}'`);
  const cases = commands.map((command) => {
    const specs = [...command.options, ...globals].map(optionSpec);
    if (command.choices.length > 0) specs.unshift(`'1:choice:(${command.choices.join(' ')})'`);
    return `      ${command.name})\n        _arguments ${specs.join(' \\\n          ')}\n        ;;`;
  });
  return `#compdef ${name}
# zsh completion for ${name}. Load it with: source <(${name} completion zsh)
_${name}() {
  local line state
  local -a commands=(
${described.join('\n')}
  )
  _arguments -C \\
    ${[...globals.map(optionSpec), "'1:command:->command'", "'*::argument:->argument'"].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}
compdef _${name} ${name}
`;
}

function optionSpec(option: CompletionOption): string {
  const action = option.isPath ? '_files' : `(${option.choices.join(' ')})`;
  const value = option.takesValue ? `:value:${action}` : '';
  const spec = `[${option.description}]${value}`;
  if (option.short === null) return `'${option.long}${spec}'`;
  return `'(${option.short} ${option.long})'{${option.short},${option.long}}'${spec}'`;
}
