import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runInTerminal } from '../../../src/adapters/processes/run-in-terminal.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

const MODULE = new URL('../../../src/adapters/processes/run-in-terminal.ts', import.meta.url).href

async function aRun(argv: readonly string[], env: Readonly<Record<string, string | undefined>> = { PATH: process.env['PATH'] }) {
  const seen = { text: '', ends: 0 }
  const run = await runInTerminal({
    argv,
    env,
    columns: 123,
    rows: 45,
    onOutput: bytes => {
      seen.text += Buffer.from(bytes).toString()
    },
    onEnd: () => {
      seen.ends += 1
    },
  })
  onTestFinished(() => run.close())
  return { run, seen }
}

test('a program runs on a terminal of the given size, gets keys and arguments unchanged, and its end is reported once', async () => {
  const { run, seen } = await aRun(['sh', '-c', 'stty size; echo "$1"; read -r line; echo "got <$line>"', 'sh', `a 'quoted' "$HOME" word`])
  await until(() => seen.text.includes('word'))
  expect(seen.text).toBe(`45 123\r\na 'quoted' "$HOME" word\r\n`)
  run.write('two words\r')
  await until(() => seen.ends > 0)
  expect(seen.text).toContain('got <two words>')
  run.write('too late')
  run.close()
  expect(seen.ends).toBe(1)
})

test('closing a terminal hangs up its program and leaves no file behind', async () => {
  const [directory, temporary] = [await temporaryDirectory(), await temporaryDirectory()]
  vi.stubEnv('TMPDIR', temporary)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { run, seen } = await aRun(['sh', '-c', `trap 'echo hup > "${directory}/end"; exit' HUP; echo ready; cat`])
  await until(() => seen.text.includes('ready'))
  run.close()
  await until(() => seen.ends === 1)
  await until(() => existsSync(join(directory, 'end')))
  expect(readdirSync(temporary)).toEqual([])
})

test('if czar is killed, its terminals end without a key: no Ctrl-D reaches a program', async () => {
  const directory = await temporaryDirectory()
  const end = join(directory, 'end')
  const program = `trap 'echo hup >> "${end}"; exit' HUP; echo ready; cat > "${directory}/typed" && echo eof >> "${end}"`
  const options = `{ argv: ['sh', '-c', ${JSON.stringify(program)}], env: process.env, columns: 80, rows: 24, onOutput: bytes => process.stdout.write(bytes), onEnd: () => {} }`
  const owner = spawn(
    process.execPath,
    ['--input-type=module', '-e', `import { runInTerminal } from '${MODULE}'\nawait runInTerminal(${options})`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  owner.stdout.setEncoding('utf8').on('data', text => (said += text))
  await until(() => said.includes('ready'))
  owner.kill('SIGKILL')
  await until(() => existsSync(end))
  expect(readFileSync(end, 'utf8')).toBe('hup\n')
  expect(readFileSync(join(directory, 'typed'), 'utf8')).toBe('')
})

test('more keys than a program takes are dropped, and nothing waits', async () => {
  const { run, seen } = await aRun(['sh', '-c', 'echo ready; exec sleep 600'])
  await until(() => seen.text.includes('ready'))
  for (let at = 0; at < 200; at++) run.write('x'.repeat(2_000))
  expect(seen.ends).toBe(0)
})

test('without the program script, and for a program that ends at once, there is an error and no file is left', async () => {
  const directory = await temporaryDirectory()
  mkdirSync(join(directory, 'bin'))
  symlinkSync('/bin/sh', join(directory, 'bin', 'sh'))
  await expect(aRun(['true'], { PATH: join(directory, 'bin') })).rejects.toThrow('is not installed')
  await expect(aRun(['true'])).rejects.toThrow('the terminal could not be opened')
})
