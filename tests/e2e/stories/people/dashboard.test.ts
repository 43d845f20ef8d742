import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../../../support/a-fleet.ts'
import { ASKING, aPersonRuns } from '../../../support/a-person-runs.ts'
import { until } from '../../../support/until.ts'

test('a person who switches between dashboard and worker quickly, twice, keeps terminal, dashboard and fleet', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('painter', ASKING)}`)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.shows('1 needs you')
  for (let round = 0; round < 8; round++) {
    await terminal.keys('a')
    await until(terminal.screen, seen => !seen.includes('WORKER'), { everyMs: 1, what: 'the list has gone' })
    // The key may arrive before the worker's terminal comes up, while it does, or afterwards.
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

test('without a terminal the dashboard is refused with another command, and a dumb terminal gets lines', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  expect(await fleet.run('dashboard')).toMatchObject({ code: 3, stderr: expect.stringContaining('czar status -p fleet') })
  const terminal = await aPersonRuns('dashboard', fleet, { TERM: 'dumb' })
  await terminal.shows('agent.started')
})

test('the dashboard shows a czar again that was killed and launched again', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  const terminal = await aPersonRuns('dashboard', fleet)
  await terminal.shows(/one +working/)
  fleet.killCzar()
  await terminal.shows('does not answer')
  await fleet.launch()
  await terminal.shows('supervising, pid')
})
