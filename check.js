import { spawn } from 'node:child_process'
import { once } from 'node:events'

// `npm run check`: the build first, then all that only reads, at the same time; each one's output whole, as it ends.
// One checker of tsc's, for each has the types of all libraries to itself: four took 15 s of processor time, one takes 10.
const LOOKS = [
  ['tsc', '-p', 'tsconfig.json', '--noEmit', '--pretty', String(process.stdout.isTTY === true), '--checkers', '1'],
  ['biome', 'check', '--error-on-warnings', '.'],
  ['knip'],
]

const build = await run([process.execPath, 'build.js'])
process.exitCode = build === 0 ? Math.max(...(await Promise.all(LOOKS.map(run)))) : build

async function run([command, ...words]) {
  const child = spawn(command, words, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  child.stdout.on('data', part => said.push(part))
  child.stderr.on('data', part => said.push(part))
  const [code, signal] = await once(child, 'close')
  process.stdout.write(Buffer.concat(said))
  if (code !== 0) process.stderr.write(`check: ${command} ended with ${signal ?? code}\n`)
  return code ?? 1
}
