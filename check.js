import { spawn } from 'node:child_process'
import { once } from 'node:events'

// `npm run check` builds first and then runs all read-only checks at the same time. `npm test` (`node check.js test`)
// runs the tests beside these checks, because tests mostly wait for other programs. The output of a check is printed in
// one piece, when the check ends or after the tests' own output. tsc runs only one checker, because each checker loads
// the types of all libraries: four took 15 s of processor time, and one takes 10.
const CHECKS = [
  ['tsc', '-p', 'tsconfig.json', '--noEmit', '--pretty', String(process.stdout.isTTY === true), '--checkers', '1'],
  ['tsc', '-p', 'src/ui/web/page/tsconfig.json', '--noEmit', '--pretty', String(process.stdout.isTTY === true), '--checkers', '1'],
  ['biome', 'check', '--error-on-warnings', '.'],
  ['knip'],
]

const build = await run([process.execPath, 'build.js'])
if (build !== 0) process.exitCode = build
else {
  const tests = process.argv[2] === 'test' ? runTests() : Promise.resolve(0)
  process.exitCode = Math.max(...(await Promise.all([tests, ...CHECKS.map(check => run(check, tests))])))
}

/** Prints the whole output of a program in one piece, but not before `turn` has resolved. */
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
