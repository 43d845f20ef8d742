import { expect, test } from 'vitest'
import { czar } from './support/run-in-process.ts'

test.each([
  { line: [], says: 'Usage: czar' },
  { line: ['stauts'], says: '(Did you mean status?)' },
  { line: ['status', '--jsno'], says: '(Did you mean --json?)' },
  { line: ['tell', 'api'], says: "missing required argument 'text'" },
  { line: ['log', '-n', 'many'], says: 'a whole number is needed' },
  { line: ['report', 'done', 'all of it'], says: "required option '--task <id>'" },
  { line: ['report', 'progress', '--done', '-1', 'x'], says: 'a number of steps' },
  { line: ['report', 'ack', '--task', 'a1', '--plan', 'src/a.ts', 'the restatement'], says: "missing required argument 'restatement'" },
  { line: ['help', 'nothing'], says: 'next: czar help topics' },
  { line: ['help', 'queue', 'nothing'], says: 'there is no command and no topic "queue nothing"' },
  { line: ['config'], says: 'next: czar config --defaults' },
])('czar $line is wrong use: it exits with 2 and prints the correct form', async ({ line, says }) => {
  const { code, stderr, stdout } = await czar(line)
  expect(stderr).toContain(says)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('help and version exit with 0 and are printed to standard output', async () => {
  expect(await czar(['--help'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Exit codes: 0 done') })
  expect(await czar(['help', 'status'])).toMatchObject({ code: 0, stdout: expect.stringContaining('czar status --watch') })
  expect(await czar(['help', 'queue', 'add'])).toMatchObject({ code: 0, stdout: expect.stringContaining('czar queue add') })
  expect(await czar(['help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes: 0 done') })
  expect(await czar(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})

test('the help prints no default for flags that are off by default', async () => {
  expect((await czar(['launch', '--help'])).stdout).not.toContain('default: false')
  expect((await czar(['log', '--help'])).stdout).toContain('(default: 50)')
})

test.each(['report note hello', 'inbox'])('czar %s outside a pane says that it belongs into one', async line => {
  const { code, stderr } = await czar(line.split(' '))
  expect(stderr).toContain("only in a worker's pane: CZAR_PROJECT_DIR and CZAR_WORKER are not set")
  expect(code).toBe(2)
})
