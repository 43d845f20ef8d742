import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { ASKING, aPersonRuns } from '../support/a-person-runs.ts'
import { until } from '../support/until.ts'

test('a person watches the dashboard, opens a worker, attaches, returns, sends a text, and leaves; the fleet continues', async () => {
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
  // The key is pressed again if a slow machine missed it, as a person would do.
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

test('czar launch on a terminal opens the dashboard, and prints the next commands after it', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  const terminal = await aPersonRuns('launch czar.yaml', fleet)
  await terminal.shows(/one +working/)
  await terminal.resize(60, 15)
  await terminal.shows(/one +working/)
  await terminal.keys('q')
  expect(await terminal.shows('ended with 0')).toContain('czar stop -p fleet')
  expect(fleet.status().czar.state).toBe('supervising')
})
