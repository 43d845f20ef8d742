import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { shellWord } from '../../src/core/model/shell-word.ts'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../support/a-fleet.ts'
import { aTerminal, type Terminal } from '../support/a-terminal.ts'
import { until } from '../support/until.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
const ASKING = [
  'ack: "Write src/painter/a.txt once the colour is known"',
  'ask: "Which colour?"',
  'edit: { file: src/painter/a.txt, text: "red" }',
  'commit: "feat: paint"',
  'done: "painted"',
]

/** A person who runs czar in a terminal of their own. */
async function aPersonRuns(words: string, { directory, env }: Fleet, over: Record<string, string> = {}): Promise<Terminal> {
  const own = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<string, string>
  const terminal = await aTerminal({ columns: 80, rows: 24, env: own })
  const settings = Object.entries({ ...own, ...over }).map(([name, value]) => `${name}=${shellWord(value)}`)
  const czar = `env -u TMUX ${settings.join(' ')} ${shellWord(process.execPath)} ${shellWord(BIN)} ${words}`
  await terminal.run(`cd ${shellWord(directory)} && ${czar}`)
  return terminal
}

test('a person watches, looks closer, attaches and comes back, tells, and leaves; the fleet goes on', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('painter', ASKING)}${aScriptedWorker('builder', honestly('builder'))}`)
  await fleet.launch()
  const terminal = await aPersonRuns('dashboard', fleet)

  await terminal.shows('1 needs you')
  const seen = await terminal.shows(/builder +done/)
  expect(seen).toMatch(/!painter +waiting/)
  expect(seen).toContain('Which colour?')

  await terminal.keys('Enter')
  expect(await terminal.shows('terminal of')).toContain('worktree')

  await terminal.keys('Escape')
  await terminal.shows('enter detail')
  await terminal.keys('g', 'a')
  await terminal.shows('? Which colour?')
  // As a person does when a slow machine misses a key.
  await until(
    async () => {
      await terminal.keys('F12')
      return terminal.screen()
    },
    screen => screen.includes('1 needs you'),
    { everyMs: 500, what: 'F12 brings back to the dashboard' },
  )

  await terminal.keys('t')
  await terminal.shows('tell painter:')
  await terminal.keys('red', 'Enter')
  await fleet.eventually('person.told', event => event.worker === 'painter' && event.text === 'red')
  await terminal.shows('2/2 tasks verified')
  await terminal.shows('czar fleet  finished')

  await terminal.keys('q')
  expect(await terminal.shows('ended with 0')).not.toContain('WORKER')
})

test('who goes to a worker and back at once, and again, keeps terminal, dashboard and fleet', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('painter', ASKING)}`)
  await fleet.launch()
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.shows('1 needs you')
  for (let round = 0; round < 8; round++) {
    await terminal.keys('a')
    await until(terminal.screen, seen => !seen.includes('WORKER'), { everyMs: 1, what: 'the list has gone' })
    // The key falls now before the worker's terminal is up, now into it, now after it.
    const back = async () => {
      await terminal.keys('F12', 'F12')
      return terminal.screen()
    }
    const seen = await until(back, screen => screen.includes('WORKER'), { everyMs: 300, what: 'F12 brings back to the dashboard' })
    expect(seen).not.toMatch(/could not|no terminal now|tmux server/)
  }
  expect(fleet.events().filter(({ kind }) => kind === 'agent.exited')).toEqual([])
  await terminal.keys('q')
  await terminal.shows('ended with 0')
})

test('launch on a terminal opens the dashboard; what to do next is said after it', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  const terminal = await aPersonRuns('launch czar.yaml', fleet)
  await terminal.shows(/one +working/)
  await terminal.resize(60, 15)
  await terminal.shows(/one +working/)
  await terminal.keys('q')
  expect(await terminal.shows('ended with 0')).toContain('czar stop -p fleet')
  expect(fleet.status().czar.state).toBe('supervising')
})

test('what is no terminal is refused with another way; a dumb one gets lines', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  expect(await fleet.run('dashboard')).toMatchObject({ code: 3, stderr: expect.stringContaining('czar status -p fleet') })
  const terminal = await aPersonRuns('dashboard', fleet, { TERM: 'dumb' })
  await terminal.shows('agent.started')
})

test('a czar that is killed and launched again is shown again', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.shows(/one +working/)
  fleet.killCzar()
  await terminal.shows('does not answer')
  await fleet.launch()
  await terminal.shows('supervising, pid')
})
