import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary.ts'
import { czar } from './support/run-in-process.ts'

/** The commands that give a task to a running fleet, with the first words of their refusal. */
const COMMANDS = [
  { words: ['worker', 'add', 'more', '--task', '-'], refusal: 'nothing is added', next: 'czar worker add --help' },
  { words: ['spawn', '--task', '-'], refusal: 'no worker is added', next: 'czar spawn --help' },
  { words: ['queue', 'add', '-'], refusal: 'nothing is added', next: 'czar queue add --help' },
] as const

const ENV = { CZAR_PROJECT_DIR: '/nowhere/fleet', CZAR_WORKER: 'one' }
const LONG = 'words '.repeat(500_000)

describe.each(COMMANDS)('czar $words.0 $words.1', ({ words, refusal, next }) => {
  test.each([
    ['Latin-1', Buffer.from('Grüße\nschön', 'latin1'), 'the task is not UTF-8: byte 2, line 1 of standard input; send it as UTF-8'],
    ['a cut character', Buffer.from('one\ntwo \u2026').subarray(0, -1), 'the task is not UTF-8: byte 8, line 2 of standard input'],
    ['UTF-16', Buffer.from('\ufeffBuild it', 'utf16le'), 'the task is not UTF-8: byte 0, line 1 of standard input'],
    ['nothing', '', 'the task is empty; describe the work'],
    ['3 MB', LONG, 'the task has 3,000,000 characters, and a command takes at most 150,000; put the details into files'],
  ])('refuses a task of %s on standard input, and says what to do', async (_what, stdin, problem) => {
    const refused = await czar(words, { env: ENV, stdin })
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain(`czar: ${refusal}: ${problem}`)
    expect(refused.stderr).toContain(`next: ${next}`)
  })

  test('refuses a task file of 3 MB', async () => {
    const directory = await temporaryDirectory()
    writeFileSync(join(directory, 'long.md'), LONG)
    const asFile = words.map(word => (word === '-' ? 'long.md' : word))
    const { stderr } = await czar(asFile, { env: ENV, cwd: directory })
    expect(stderr).toContain(`czar: ${refusal}: the task has 3,000,000 characters`)
  })

  test.each([
    ['--owns', ''],
    ['--owns', 'src/**', ' '],
    ['--accept', ''],
  ])('refuses an empty value: %j', async (...flags) => {
    const { code, stderr } = await czar([...words, ...flags], { env: ENV, stdin: 'Build it' })
    expect(code).toBe(2)
    expect(stderr).toContain(`czar: ${refusal}: ${flags[0]} has an empty value; leave the flag out, or give it a value\n  next: ${next}`)
  })
})

test('the name of a flag with several words is given as it is typed', async () => {
  const { stderr } = await czar(['worker', 'add', 'more', '--task', '-', '--depends-on', ''], { env: ENV, stdin: 'Build it' })
  expect(stderr).toContain('--depends-on has an empty value')
})
