import { readdirSync, rmSync, statSync } from 'node:fs'
import { build } from 'rolldown'

// `npm run build`: one program in few files, for Node reads four hundred modules in 170 ms and these in 85.
const { output } = await build({
  cwd: import.meta.dirname,
  input: {
    main: 'src/cli/main.ts',
    supervisor: 'src/cli/launch/supervisor-process.ts',
    watchdog: 'src/cli/launch/watchdog-process.ts',
    'codex-permission': 'src/adapters/agents/codex/permission/main.ts',
    'scripted-agent': 'src/adapters/agents/scripted/program/main.ts',
  },
  platform: 'node',
  // React's own development build is slower, and louder.
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  // Ink loads React's tools only when DEV is set.
  external: ['react-devtools-core'],
  // Pino's transports are worker threads that it finds by file name: the log has none.
  resolve: { alias: { 'thread-stream': false } },
  plugins: [{ name: 'yoga-without-fetch', transform: { filter: { id: /yoga-wasm-base64/ }, handler: withoutFetch } }],
  checks: { ineffectiveDynamicImport: false },
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js', comments: { legal: true, jsdoc: false } },
})
forgetOldChunks(new Set(output.map(file => file.fileName)))

/** Yoga would fetch its own bytes from a data: URL, for which Node loads all of undici: 50 ms of a dashboard's start. */
function withoutFetch(code) {
  const inline = code.replaceAll('"function"!=typeof fetch', 'true')
  if (inline === code) throw new Error('yoga-layout loads its bytes in another way now: look at withoutFetch in build.js')
  return inline
}

/** A czar that runs while its program is built anew still loads parts of the old one: those stay for a week. */
function forgetOldChunks(present) {
  const weekAgo = Date.now() - 7 * 24 * 3_600_000
  for (const name of readdirSync(`${import.meta.dirname}/dist/chunks`)) {
    const file = `${import.meta.dirname}/dist/chunks/${name}`
    if (!present.has(`chunks/${name}`) && statSync(file).mtimeMs < weekAgo) rmSync(file)
  }
}
