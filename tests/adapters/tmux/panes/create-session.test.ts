import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../../../support/until.ts'
import { startFleet } from '../support/fleet.ts'

/** Writes the whole environment as JSON into the file in its first argument. */
const REPORT =
  'require("fs").writeFileSync(process.argv[1], JSON.stringify({ env: process.env, argv: process.argv.slice(2), cwd: process.cwd() }))'

async function reportOf(file: string): Promise<{ env: Record<string, string>; argv: string[]; cwd: string }> {
  return until(async () => JSON.parse(await readFile(file, 'utf8')))
}

const NASTY = [
  "it's; `id` $HOME ${HOME} ~ ~root %if 1 {x} }",
  'ends with ;',
  '\\',
  '"double" \\" \\101',
  'two\nlines\r\nand a\ttab',
  '#(touch $PWNED) #{pid} #S ##',
  'UTF-8: é 😀 \u{7f}\u{1}\u{1b}[2J',
  '-x',
  ';',
  '',
]

describe('a new session', () => {
  it('gives the program exactly the given environment and arguments', async () => {
    const fleet = await startFleet({ env: { SECRET_OF_THE_CZAR: 'x', npm_config_something: 'y' } })
    const pwned = join(fleet.directory, 'pwned')
    const env = {
      PATH: process.env['PATH'] ?? '',
      TERM: 'xterm-256color',
      PWNED: pwned,
      nonce: 'kept',
      ...Object.fromEntries(NASTY.map((value, index) => [`V${index}`, value])),
    }
    const file = join(fleet.directory, 'report')
    await fleet.create('a', [process.execPath, '-e', REPORT, '--', file, ...NASTY], { env })
    const report = await reportOf(file)
    expect(report.env).toEqual({ ...env, PWD: fleet.directory })
    expect(report.argv).toEqual(NASTY)
    expect(existsSync(pwned)).toBe(false)
  })

  it('starts in a directory whose name is a tmux command, and does not run it', async () => {
    const fleet = await startFleet()
    const pwned = join(fleet.directory, 'pwned')
    const cwd = join(fleet.directory, "a #(touch pwned) #{pid} #S ##; 'b' $HOME\né")
    await mkdir(cwd)
    const file = join(fleet.directory, 'report')
    await fleet.create('a', [process.execPath, '-e', REPORT, '--', file], { cwd })
    expect((await reportOf(file)).cwd).toBe(cwd)
    expect(existsSync(pwned) || existsSync(join(cwd, 'pwned'))).toBe(false)
  })

  it('takes an environment far larger than the 16 KB that fit into one tmux command', async () => {
    const fleet = await startFleet()
    const env = { PATH: process.env['PATH'] ?? '', LONG: 'é;'.repeat(40_000) }
    const file = join(fleet.directory, 'report')
    await fleet.create('a', [process.execPath, '-e', REPORT, '--', file], { env })
    expect((await reportOf(file)).env['LONG']).toBe(env.LONG)
  })

  it("is refused if its name is not czar's, or if tmux would change, expand or match it as a pattern", async () => {
    const fleet = await startFleet()
    for (const name of [
      'test-worker-a.b',
      'test-worker-a:b',
      'test-worker-#(touch x)',
      'test-worker-A',
      '-t',
      '',
      'test-worker-é',
      'test-worker-*',
    ]) {
      await expect(fleet.create('a', ['true'], { name })).rejects.toThrow('not a session name')
    }
    await expect(fleet.create('a', ['true'], { name: 'other-a' })).rejects.toThrow('does not begin with')
    expect(await fleet.tmux.list()).toEqual([])
  })

  it('is refused if its working directory is missing, its program is not one, or a value cannot be passed to a program', async () => {
    const fleet = await startFleet()
    await expect(fleet.create('a', ['true'], { cwd: join(fleet.directory, 'missing') })).rejects.toThrow('does not exist')
    await expect(fleet.create('a', [])).rejects.toThrow('no program')
    await expect(fleet.create('a', ['true', 'x'.repeat(140_000)])).rejects.toThrow('140000 bytes')
    await expect(fleet.create('a', ['true'], { env: { 'A-B': '1' } })).rejects.toThrow('not a name')
    expect(await fleet.tmux.list()).toEqual([])
  })

  it('is refused if its name exists, and the first session is left alone', async () => {
    const fleet = await startFleet()
    const first = await fleet.create('a', ['sleep', '60'])
    await expect(fleet.create('a', ['sleep', '60'], { exitDir: join(fleet.directory, 'other') })).rejects.toMatchObject({
      reason: 'refused',
    })
    expect((await fleet.tmux.list()).map(session => session.session)).toEqual([first.session])
  })

  it('reports a program that does not exist as ended with 127', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['no-such-program', '--flag'])
    await until(() => fleet.ends(session).length > 0)
    expect(fleet.ends(session)).toMatchObject([{ kind: 'program-exited', status: 127 }])
    expect(await fleet.tmux.capture(session.pane)).toContain('no-such-program')
  })

  it('records the pid of the program itself, not of the wrapper', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '61'])
    const pid = Number(await until(() => readFile(join(fleet.exitDir('a'), 'agent.pid'), 'utf8')))
    const words = await until(
      () => readFile(`/proc/${pid}/cmdline`, 'utf8'),
      text => text.startsWith('sleep'),
    )
    expect(words.split('\0')).toEqual(['sleep', '61', ''])
    expect(pid).not.toBe(session.pid)
  })
})
