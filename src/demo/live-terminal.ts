/** The live table in a terminal, with keys for the buttons of the page. */

import process from 'node:process';
import { createLogUpdate } from 'log-update';
import type { Live } from './live.ts';
import { renderLiveTable } from './live-table.ts';
import { SCENARIO_NAMES } from './scenarios.ts';

export interface LiveTerminal {
  stop(): void;
}

/** `onQuit` is called at `q` or Ctrl-C, which raw mode does not turn into a signal. */
export function startLiveTerminal(options: {
  readonly live: Live;
  readonly url: string;
  readonly colors: boolean;
  readonly onQuit: () => void;
}): LiveTerminal {
  const { live, url, colors, onQuit } = options;
  const { stdin, stdout } = process;
  const print = createLogUpdate(stdout);
  const keys = SCENARIO_NAMES.filter((name) => name !== 'steady');
  const help = [...keys.map((name, index) => `${index + 1} ${name}`), 'h heal', 'q quit'];

  const unsubscribe = live.subscribe((state) => {
    const table = renderLiveTable(state, { colors, width: stdout.columns });
    const { dashboardUrl } = state;
    const dashboard = dashboardUrl === null ? '' : `   Ballast’s dashboard: ${dashboardUrl}`;
    print(`${url}${dashboard}\n${table}\n\n${help.join('  ')}`);
  });
  const press = (data: Buffer) => {
    const key = data.toString('utf8');
    const name = keys[Number(key) - 1];
    if (key === 'q' || key === '\u0003') onQuit();
    else if (key === 'h') void live.heal();
    else if (name !== undefined) void live.begin(name);
  };
  if (stdin.isTTY) {
    stdin.setRawMode(true);
    stdin.on('data', press);
    stdin.resume();
  }
  return {
    stop() {
      unsubscribe();
      print.done();
      if (!stdin.isTTY) return;
      stdin.setRawMode(false);
      stdin.off('data', press);
      stdin.pause();
    },
  };
}
