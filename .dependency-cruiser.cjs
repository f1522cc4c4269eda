/**
 * The layers of DESIGN §3 as rules. `contract ← core ← adapters ← cloudfunctions` and
 * `contract ← miniprogram/sdk ← miniprogram/pages, miniprogram/admin`; the local cloud stands beside both.
 */
const npm = (...names) => `node_modules/(${names.join('|')})(/|$)`
const own = '^(contract|core|adapters|cloudfunctions|miniprogram|database|localcloud|tools|test|bench)/'
const cloudSdks = npm('wx-server-sdk', '@cloudbase/node-sdk')

/** A layer imports its own folders and these packages; everything else is forbidden. */
const layer = (name, path, allowed, comment) => ({
  name: `${name}-imports-only`,
  severity: 'error',
  comment,
  from: { path },
  to: { pathNot: allowed },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolves', severity: 'error', from: { path: own }, to: { couldNotResolve: true } },
    layer(
      'contract',
      '^contract/(?!schemas/)',
      ['^contract/'],
      'Phone and cloud speak it: no packages at all. From schemas it takes types only (verify looks at that).',
    ),
    layer(
      'schemas',
      '^contract/schemas/',
      ['^contract/', npm('zod')],
      'The cloud imports these; zod never reaches a phone.',
    ),
    layer('core', '^core/', ['^core/', '^contract/', npm('dayjs')], 'The domain is pure: no I/O, no node:*.'),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'adapters-imports-only',
      severity: 'error',
      from: { path: '^adapters/' },
      to: {
        pathNot: ['^adapters/', '^core/', '^contract/', '^database/', npm('dayjs', 'zod', 'ip2region'), cloudSdks],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'functions-import-only',
      severity: 'error',
      comment: 'A function is a thin shell: what it needs of WeChat comes from adapters.',
      from: { path: '^cloudfunctions/(?!shop/)' },
      to: {
        pathNot: ['^cloudfunctions/', '^adapters/', '^core/', '^contract/', '^database/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'shop-function-is-a-strangers',
      severity: 'error',
      comment: 'The sample shop’s function stands for code that is not ours: WeChat’s SDK and the contract’s answer.',
      from: { path: '^cloudfunctions/shop/' },
      to: { pathNot: ['^cloudfunctions/shop/', '^contract/', npm('wx-server-sdk')], dependencyTypesNot: ['core'] },
    },
    {
      name: 'functions-are-strangers',
      severity: 'error',
      comment: 'What two functions share lives in adapters or core.',
      from: { path: '^cloudfunctions/([^/]+)/' },
      to: { path: '^cloudfunctions/', pathNot: '^cloudfunctions/$1/' },
    },
    {
      name: 'cloud-sdks-only-in-adapters',
      severity: 'error',
      comment:
        'tools/deploy talks to a real environment by @cloudbase/node-sdk; tools/sdks tries wx-server-sdk itself.',
      from: {
        pathNot: [
          ...['^adapters/', '^cloudfunctions/shop/', '^tools/deploy/', '^tools/sdks/tryout/'],
          ...['^test/', '^bench/', '^node_modules/'],
        ],
      },
      to: { path: cloudSdks },
    },
    layer(
      'sdk',
      '^miniprogram/sdk/',
      ['^miniprogram/sdk/', '^contract/(?!schemas/)'],
      'The SDK drops into any shop: no packages.',
    ),
    layer(
      'pages',
      '^miniprogram/(?!sdk/|admin/)',
      [
        '^miniprogram/(?!sdk/|admin/)',
        '^miniprogram/sdk/index\\.ts$',
        '^contract/(?!schemas/)',
        npm('tdesign-miniprogram'),
      ],
      'The sample shop is a shop like any other: it knows the SDK by its face only, and nothing of the owner’s pages.',
    ),
    layer(
      'admin',
      '^miniprogram/admin/',
      ['^miniprogram/admin/', '^contract/(?!schemas/)', npm('tdesign-miniprogram', 'echarts')],
      'The owner’s pages are a subpackage that a shop can leave out.',
    ),
    {
      name: 'charts-behind-one-door',
      severity: 'error',
      comment: 'The build bundles admin/charts/engine.ts; a second importer would bring a second copy.',
      from: { path: '^miniprogram/', pathNot: '^miniprogram/admin/charts/engine\\.ts$' },
      to: { path: npm('echarts') },
    },
    {
      name: 'local-cloud-stands-beside',
      severity: 'error',
      comment: 'It runs the built functions; were it to import them it would no longer be a cloud.',
      from: { path: '^localcloud/' },
      to: { path: own, pathNot: ['^localcloud/', '^contract/', '^database/'] },
    },
    {
      name: 'database-is-a-leaf',
      severity: 'error',
      from: { path: '^database/' },
      to: { path: own, pathNot: ['^database/', '^contract/'] },
    },
    {
      name: 'tools-and-tests-on-top',
      severity: 'error',
      from: { path: own, pathNot: '^(tools|test|bench)/' },
      to: { path: '^(tools|test|bench)/' },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: { path: own },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'ships-no-dev-package',
      severity: 'error',
      from: { path: '^(contract|core|adapters|cloudfunctions|miniprogram|database)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no API for it to parse with; @swc/core reads our sources, types included.
    parser: 'swc',
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
      conditionNames: ['require', 'import', 'types'],
    },
  },
}
