import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { build } from 'rolldown'

// `npm run build` bundles the program into a few CommonJS files, which Node loads faster and with less memory:
// docs/decisions/005.
const { output } = await build({
  cwd: import.meta.dirname,
  input: {
    main: 'src/cli/main.ts',
    supervisor: 'src/cli/launch/supervisor-process.ts',
    watchdog: 'src/cli/launch/watchdog-process.ts',
    'planning-keeper': 'src/cli/plan/keeper-process.ts',
    'agent-permission': 'src/adapters/agents/permission/main.ts',
    'program-runner': 'src/adapters/processes/runner/main.ts',
    'scripted-agent': 'src/demo-agent/main.ts',
  },
  platform: 'node',
  // Native code and WebAssembly are files of their own, loaded together with the first file that needs them.
  external: ['@ast-grep/napi', 'web-tree-sitter'],
  // React's own development build is slower and prints warnings.
  transform: {
    target: 'node22.14',
    define: { 'process.env.NODE_ENV': '"production"', RULES_DIGEST: `"${rulesDigest()}"`, BUILD_COMMIT: JSON.stringify(buildCommit()) },
  },
  // Pino starts its transports as worker threads, by file name. Czar's log uses none.
  resolve: { alias: { 'thread-stream': false } },
  plugins: [
    { name: 'ink-without-devtools', transform: { filter: { id: /ink\/build\/reconciler/ }, handler: withoutDevtools } },
    { name: 'yoga-bytes', transform: { filter: { id: /yoga-wasm-base64/ }, handler: withBytes } },
    { name: 'yoga-at-once', transform: { filter: { id: /yoga-layout\/dist\/src\/index/ }, handler: atOnce } },
  ],
  checks: { ineffectiveDynamicImport: false },
  output: {
    dir: 'dist',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    comments: { legal: true, jsdoc: false },
  },
})
forgetOldChunks(new Set(output.map(file => file.fileName)))
await buildPage()

/** The page of `czar web`: scripts that a browser loads, its styles and its two HTML files. Names have a digest, so browsers keep the files. */
async function buildPage() {
  const page = `${import.meta.dirname}/src/ui/web/page`
  const dist = `${import.meta.dirname}/dist/web`
  rmSync(dist, { recursive: true, force: true })
  const built = await build({
    cwd: import.meta.dirname,
    input: { main: `${page}/main.tsx`, terminal: `${page}/terminal.ts` },
    platform: 'browser',
    tsconfig: `${page}/tsconfig.json`,
    transform: { target: 'es2022' },
    output: {
      dir: dist,
      format: 'esm',
      minify: true,
      entryFileNames: 'assets/[name]-[hash].js',
      chunkFileNames: 'assets/[name]-[hash].js',
    },
  })
  const write = (name, content) => {
    const [stem, end] = name.split('.')
    const file = `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}.${end}`
    writeFileSync(`${dist}/assets/${file}`, content)
    return file
  }
  mkdirSync(`${dist}/assets`, { recursive: true })
  const read = file => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
  const own = readFileSync(`${page}/style.css`, 'utf8')
  const icon = write('icon.svg', readFileSync(`${page}/icon.svg`, 'utf8'))
  const writePage = (name, entry, style) => {
    const script = built.output.find(file => file.type === 'chunk' && file.isEntry && file.name === entry)?.fileName ?? ''
    const html = readFileSync(`${page}/${name}`, 'utf8')
    const parts = { ICON: icon, STYLE: style, SCRIPT: script.replace('assets/', '') }
    writeFileSync(
      `${dist}/${name}`,
      html.replace(/ICON|STYLE|SCRIPT/g, part => parts[part]),
    )
  }
  writePage('index.html', 'main', write('style.css', `${own}\n${read('node_modules/uplot/dist/uPlot.min.css')}`))
  writePage('terminal.html', 'terminal', write('terminal.css', `${own}\n${read('node_modules/@xterm/xterm/css/xterm.css')}`))
}

/** The modules that every reader of a journal needs. */
function rulesDigest() {
  const digest = createHash('sha256')
  for (const file of globSync('{src/core,src/cli/journal,src/adapters/journal}/**/*.ts', { cwd: import.meta.dirname }).toSorted())
    digest.update(file).update(readFileSync(`${import.meta.dirname}/${file}`))
  return digest.digest('hex').slice(0, 16)
}

/** The commit of the sources, for `czar --version`. It is null outside of a checkout, for example in an unpacked archive. */
function buildCommit() {
  try {
    const git = args =>
      execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    // An archive may lie inside another project's repository, whose commit says nothing about czar.
    if (git(['rev-parse', '--show-prefix']) !== '') return null
    const isChanged = git(['status', '--porcelain', '--untracked-files=no']) !== ''
    return `${git(['rev-parse', '--short=10', 'HEAD'])}${isChanged ? ' with changes' : ''}`
  } catch {
    return null
  }
}

/** With DEV set, Ink waits for React's developer tools, and a CommonJS module cannot wait. */
function withoutDevtools(code) {
  const parts = [
    ["import.meta.resolve('react-devtools-core')", 'void 0'],
    ["await import('./devtools.js')", 'void 0'],
    ['await loadPackageJson()', 'packageInfo'],
  ]
  return parts.reduce((left, [part, by]) => replaceOnce(left, part, by, 'ink'), code)
}

/** Yoga's WebAssembly. Its code holds it as a data: URL. */
function withBytes(code) {
  const url = /"data:application\/octet-stream;base64,([\w+/=]+)"/.exec(code)
  if (url === null) throw new Error('yoga-layout keeps its bytes in another way now: look at withBytes in build.js')
  return `${code.replace(url[0], '""')}\nexport const bytes = "${url[1]}"\n`
}

/**
 * Yoga's own loader would have to be awaited. It also fetches its bytes, for which Node loads all of undici: 50 ms of a
 * dashboard's start.
 */
function atOnce(code) {
  const begin = `(() => {
  const yoga = {
    instantiateWasm(imports, take) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(bytes, 'base64')), imports)
      take(instance)
      return instance.exports
    },
  }
  loadYoga(yoga)
  return yoga
})()`
  const named = replaceOnce(code, 'import loadYoga from', 'import loadYoga, { bytes } from', 'yoga-layout')
  return replaceOnce(named, 'await loadYoga()', begin, 'yoga-layout')
}

function replaceOnce(code, part, by, name) {
  if (code.split(part).length !== 2) throw new Error(`${name} has no "${part}" now: look at its plugin in build.js`)
  return code.replace(part, () => by)
}

/** A czar that runs during a new build still loads files of the old build, so the old files stay for a week. */
function forgetOldChunks(present) {
  const weekAgo = Date.now() - 7 * 24 * 3_600_000
  for (const name of readdirSync(`${import.meta.dirname}/dist/chunks`)) {
    const file = `${import.meta.dirname}/dist/chunks/${name}`
    if (!present.has(`chunks/${name}`) && statSync(file).mtimeMs < weekAgo) rmSync(file)
  }
}
