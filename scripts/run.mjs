/** `npm run -s ballast -- ARGS` and `npm start`: the CLI from a checkout, built first when needed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, pinnedEnv, pinnedNode, root, say } from './ensure.mjs';

const installed = ensureInstalled();
const built = ensureBuilt();
// What was already there starts at once, and says nothing that is not its own.
if (installed || built) say(`Starting: ballast ${process.argv.slice(2).join(' ')} …`);

const child = spawn(pinnedNode(), [join(root, 'bin', 'ballast.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: pinnedEnv(),
});
// A terminal sends Ctrl-C to both; a supervisor's SIGTERM must be handed on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
// npm ended by SIGTERM hands nothing on: its shell dies, and this would go on without anybody.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 1_000).unref();
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
