#!/usr/bin/env node
// Plain JavaScript that any Node can read: finds a Node that is new enough, then hands over to dist/.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
// node:sqlite without a flag came with 22.13, findPackageJSON with 22.14; package.json "engines" asks for the patched lines.
const isNewEnough = major > 22 || (major === 22 && minor >= 14)
const entry = fileURLToPath(new URL('../dist/main.cjs', import.meta.url))

if (isNewEnough) await start()
else useBundledNode()

async function start() {
  delete process.env.CZAR_NODE_GUARD
  if (!existsSync(entry)) fail('czar is not built yet. Run: npm run build')
  const { main } = createRequire(import.meta.url)(entry)
  await main(process.argv.slice(2))
}

/** Runs this file again with the Node that the checkout's devDependency `node` brought. */
function useBundledNode() {
  const bundled = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (process.env.CZAR_NODE_GUARD || !existsSync(bundled)) {
    fail(
      `czar needs Node 22.14 or newer (22.22, 24.15 or 26 recommended); this is ${process.version}. Install a newer Node, or run 'npm ci' in czar's checkout, which brings one.`,
    )
  }
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, CZAR_NODE_GUARD: '1' },
  })
  // The terminal signals the whole group; a signal aimed at this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    // Ends as the child did: its own handler must not catch what it sends itself.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
