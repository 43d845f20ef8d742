import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { createPeople, type People } from '../../../../src/adapters/tmux/people/people.ts'
import { until } from '../../../support/until.ts'
import { type Fleet, startFleet } from '../support/fleet.ts'

const ENV = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TERM: 'xterm-256color' }

function peopleOf(socketPath: string): People {
  return createPeople({ tmuxPath: 'tmux', socketPath, env: ENV, timeoutMs: 60_000 })
}

/** A real tmux client in a pseudo-terminal of its own. Returns what the client wrote to that terminal. */
async function attach(fleet: Fleet, session: string): Promise<() => string> {
  const count = async () =>
    (await fleet.person('list-clients', '-F', '#{client_control_mode}')).split('\n').filter(mode => mode === '0').length
  const before = await count()
  const command = `stty cols 120 rows 20; exec tmux -u -S '${fleet.socketPath}' attach-session -t '=${session}'`
  const script = execa('script', ['-qfc', command, '/dev/null'], {
    env: ENV,
    extendEnv: false,
    reject: false,
    buffer: false,
    stdin: 'pipe',
  })
  onTestFinished(() => void script.kill('SIGKILL'))
  let seen = ''
  script.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.toString()
  })
  await until(count, now => now > before, { what: 'a person is attached' })
  return () => seen
}

test("everybody who is attached sees the czar's line, with every character as written", async () => {
  const fleet = await startFleet()
  const trap = join(fleet.directory, 'trap')
  const first = await fleet.create('one', ['sleep', '300'])
  await fleet.create('two', ['sleep', '300'])
  const screens = [await attach(fleet, 'test-worker-one'), await attach(fleet, 'test-worker-two')]
  const line = `api asks: 100%H #(touch ${trap}) #{pane_id} #[fg=red] ü;`
  expect(await peopleOf(fleet.socketPath).tell(line)).toBe(2)
  const shown = `api asks: 100%H #(touch ${trap}) #{pane_id} # [fg=red] ü;`
  for (const screen of screens)
    await until(
      async () => screen(),
      text => text.includes(shown),
      { what: 'the line is on the screen' },
    )
  expect(existsSync(trap)).toBe(false)
  expect(await fleet.tmux.capture(first.pane)).toBe('')
})

test("the terminal bell rings for everybody who is attached, and no pane's program gets it", async () => {
  const fleet = await startFleet()
  const { pane } = await fleet.create('one', ['sleep', '300'])
  const screen = await attach(fleet, 'test-worker-one')
  await until(
    async () => screen(),
    text => text.includes('test-worker-one'),
    { what: 'the session is drawn' },
  )
  expect(screen()).not.toContain('\x07')
  expect(await peopleOf(fleet.socketPath).ring()).toBe(1)
  await until(
    async () => screen(),
    text => text.includes('\x07'),
    { what: 'the terminal rang' },
  )
  expect(fleet.signals.filter(signal => signal.kind === 'output' && signal.pane === pane)).toEqual([])
})

test("czar's own tmux clients do not count as people", async () => {
  const fleet = await startFleet()
  await fleet.create('one', ['sleep', '300'])
  const people = peopleOf(fleet.socketPath)
  expect([await people.tell('line'), await people.ring()]).toEqual([0, 0])
})

test('without a running fleet nobody is attached, and no tmux server is started', async () => {
  const fleet = await startFleet()
  const socketPath = join(fleet.directory, 'other')
  const people = peopleOf(socketPath)
  expect([await people.tell('line'), await people.ring()]).toEqual([0, 0])
  expect(existsSync(socketPath)).toBe(false)
})
