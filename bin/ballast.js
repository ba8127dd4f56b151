#!/usr/bin/env node
// Plain JavaScript in old syntax on purpose: it has to run far enough on any Node to say which one
// is needed. The program itself is dist/cli/main.js.
import module from 'node:module';
import process from 'node:process';

const NEEDED = [22, 19];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `ballast needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node} ` +
      `(${process.execPath}).\nInstall a newer one (https://nodejs.org), or run it through npm, ` +
      'which brings its own: npm run -s ballast -- ARGS (in a checkout).\n',
  );
  process.exitCode = 2;
} else {
  // Compiled code is kept in the folder for temporary files, so that the next start is quicker.
  module.enableCompileCache?.();
  try {
    await import('../dist/cli/main.js');
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write(
      `ballast is not built: ${error.message}\nBuild it first: npm run build (in a checkout).\n`,
    );
    process.exitCode = 1;
  }
}
