/**
 * Who may import whom. A folder may always import itself; a test may import anything; everything
 * else that is not listed is refused.
 *
 * `packages` stands for npm packages and `node:` modules, `browser packages` for npm packages only
 * (they are bundled, so a development dependency will do), `npm X` for that package alone, `types of
 * X` for `import type` from X.
 */
const MAY_IMPORT = {
  lib: ['npm fastest-levenshtein'],
  model: ['lib'],
  strategy: ['model', 'lib', 'packages'],
  decide: ['model', 'lib'],
  balancer: ['model', 'lib'],
  generate: ['model', 'lib', 'packages'],
  lint: ['model', 'lib'],
  import: ['model', 'lib'],
  reconcile: ['model', 'lib'],
  api: ['operations', 'model', 'lib', 'packages'],
  operations: [
    'controller',
    'decide',
    'generate',
    'simulator',
    'store',
    'strategy',
    'model',
    'lib',
    'packages',
  ],
  notify: ['model', 'lib', 'packages'],
  drill: ['operations', 'strategy', 'types of decide', 'model', 'lib', 'packages'],
  controller: ['decide', 'model', 'lib'],
  kong: ['model', 'lib', 'packages'],
  telemetry: ['model', 'lib', 'packages'],
  store: ['model', 'lib', 'packages'],
  simulator: [
    'balancer',
    'controller',
    'decide',
    'generate',
    'strategy',
    'store',
    'model',
    'lib',
    'packages',
  ],
  gateway: ['balancer', 'model', 'lib', 'packages'],
  demo: ['generate', 'strategy', 'model', 'lib', 'packages'],
  web: [
    'types of demo',
    'types of model',
    'model/words',
    'types of operations',
    'lib',
    'browser packages',
  ],
  cli: ['[^/]+', 'packages'],
};

function target(name) {
  if (name === 'packages') return { dependencyTypes: ['npm', 'core'] };
  if (name.startsWith('npm ')) return { path: `node_modules/${name.slice('npm '.length)}/` };
  if (name === 'browser packages') return { dependencyTypes: ['npm', 'npm-dev'] };
  if (name.startsWith('types of ')) {
    return { path: `^src/${name.slice('types of '.length)}/`, dependencyTypes: ['type-only'] };
  }
  return { path: `^src/${name}/` };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } }],
  allowed: [
    { from: { path: '[.]test[.]ts$' }, to: {} },
    { from: { path: '^(test|bench)/' }, to: {} },
    { from: { path: '^src/index[.]ts$' }, to: { path: '^src/' } },
    ...Object.entries(MAY_IMPORT).flatMap(([name, others]) =>
      [name, ...others].map((other) => ({ from: { path: `^src/${name}/` }, to: target(other) })),
    ),
  ],
  allowedSeverity: 'error',
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
