import { spawn } from 'node:child_process'
import { once } from 'node:events'

// `npm run check`: the build first, then everything that only reads, at the same time.
// `npm test` (`node check.js test`): the tests run beside these checks, for the tests wait for other programs a good part of the time.
// The output of a check is kept together: it comes when the check ends, or after the tests, which write as they go.
// One checker of tsc's, for each has the types of all libraries to itself: four took 15 s of processor time, one takes 10.
const CHECKS = [
  ['tsc', '-p', 'tsconfig.json', '--noEmit', '--pretty', String(process.stdout.isTTY === true), '--checkers', '1'],
  ['biome', 'check', '--error-on-warnings', '.'],
  ['knip'],
]

const build = await run([process.execPath, 'build.js'])
if (build !== 0) process.exitCode = build
else {
  const tests = process.argv[2] === 'test' ? runTests() : Promise.resolve(0)
  process.exitCode = Math.max(...(await Promise.all([tests, ...CHECKS.map(check => run(check, tests))])))
}

/** Prints all that a program writes in one piece, not before `turn` has come. */
async function run([command, ...words], turn) {
  const child = spawn(command, words, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  child.stdout.on('data', part => said.push(part))
  child.stderr.on('data', part => said.push(part))
  const [code, signal] = await once(child, 'close')
  await turn
  process.stdout.write(Buffer.concat(said))
  if (code !== 0) process.stderr.write(`check: ${command} ended with ${signal ?? code}\n`)
  return code ?? 1
}

async function runTests() {
  const env = { ...process.env, CZAR_TESTS_BUILT: '1' }
  const child = spawn('vitest', ['run', '--project', 'rules', '--project', 'fleets', ...process.argv.slice(3)], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    env,
  })
  const [code] = await once(child, 'close')
  return code ?? 1
}
