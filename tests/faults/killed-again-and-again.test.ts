import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'

test('a czar that is killed with -9 again and again keeps its fleet, pastes no text twice, and proves every task', async () => {
  const fleet = await aFleet(
    `policy: { restart: { backoff: 100ms..1s } }\nworkers:\n${['one', 'two'].map(id => aScriptedWorker(id, [...honestly(id).slice(0, 2), 'stall: 1s', ...honestly(id).slice(2)])).join('')}`,
  )
  const moments = ['worktree.ready', 'message.pasted', 'report.received', 'verification.started'] as const
  await fleet.launch()
  for (const moment of moments) {
    await fleet.eventually(moment)
    fleet.killCzar()
    const again = await fleet.launch()
    expect(again).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar:') })
  }

  await fleet.eventually('project.finished', event => event.verified === 2)

  const events = fleet.events()
  expect(events.filter(event => event.kind === 'czar.started').length).toBe(moments.length + 1)
  const submitted = events.flatMap(event =>
    event.kind === 'message.submitted' ? [`${event.worker} ${event.message} ${event.incarnation}`] : [],
  )
  expect(new Set(submitted).size).toBe(submitted.length)
  const briefs = events.filter(event => event.kind === 'report.received' && event.report.kind === 'ack')
  expect(briefs.length, 'each agent took its task once').toBe(2)
})
