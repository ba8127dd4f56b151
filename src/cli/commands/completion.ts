/** `ballast completion`: a completion script for the shell, made from the command tree. */

import { Argument, Command } from 'commander';

import { renderBash } from '../completion/bash.ts';
import { completionTree, type CompletionTree } from '../completion/command-tree.ts';
import { renderFish } from '../completion/fish.ts';
import { renderZsh } from '../completion/zsh.ts';
import type { CliContext } from '../context.ts';
import { withExamples } from '../examples.ts';

type Shell = 'bash' | 'zsh' | 'fish';

const RENDER: Readonly<Record<Shell, (tree: CompletionTree) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

export function completionCommand(context: CliContext): Command {
  const command = new Command('completion')
    .description('print a completion script for your shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(RENDER)))
    .action((shell: Shell) => {
      context.print(RENDER[shell](completionTree(command.parent ?? command)));
    });
  return withExamples(command, [
    ['source <(ballast completion bash)', 'in ~/.bashrc'],
    ['source <(ballast completion zsh)', 'in ~/.zshrc'],
    ['ballast completion fish | source', 'in ~/.config/fish/config.fish'],
  ]);
}
