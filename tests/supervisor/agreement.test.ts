import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderFleet } from '../../src/cli/output/fleet.ts'
import { renderSummary } from '../../src/cli/output/summary/render-summary.ts'
import { account, openAccount } from '../../src/core/summary/account.ts'
import { summarize } from '../../src/core/summary/summarize.ts'
import type { Summary } from '../../src/core/summary/summary.ts'
import { createView } from '../../src/supervisor/view/view.ts'
import { dice, playAtRandom } from '../support/worlds/random-history.ts'
import { told } from '../support/worlds/story.ts'
import { playHonestly, settle, type World } from '../support/worlds/world.ts'

const viewOf = ({ state, now }: World) => createView(worker => `sample-worker-${worker}`)(state, now)
const summaryOf = ({ history, now }: World): Summary => summarize(history.reduce(account, openAccount()), now)

test('in every history summary, status and journal have the same counts, during the work and at the end', () => {
  fc.assert(
    fc.property(dice, rolls => {
      const world = playAtRandom(rolls, () => {})
      agree(world)
      world.now += 3_600_000
      settle(world)
      playHonestly(world)
      agree(world)
      const [end] = told(world, 'project.finished').slice(-1)
      const { verified, wanted } = viewOf(world).counts ?? { verified: -1, wanted: -1 }
      if (world.state.czar.phase === 'finished') expect([end?.verified, end?.failed]).toEqual([verified, wanted - verified])
    }),
    { numRuns: 25 },
  )
})

function agree(world: World): void {
  const view = viewOf(world)
  const summary = summaryOf(world)
  const { total, ...counts } = summary.tasks
  expect(view.counts).toEqual({ wanted: total - counts.dropped, ...counts })
  expect(view.tasks).toHaveLength(total)
  expect(summary.attention.open.map(({ key, text, hint }) => ({ key, text, hint }))).toEqual(
    view.attention.map(({ key, text, hint }) => ({ key, text: expect.stringContaining(text.slice(0, 40)), hint })),
  )
  for (const { task, flags } of summary.landed) {
    const shown = view.tasks.find(({ id }) => id === task)
    expect(flags).toEqual([...(shown?.remarks ?? []), ...(shown?.doubt == null ? [] : [shown.doubt])])
  }
  // If a person was called, czar did not decide everything itself, so its share of the decisions is less than 1.
  if (summary.attention.raised + summary.attention.open.length > 0) expect(summary.decisions.czar_share).toBeLessThan(1)
  const sentence = `${view.counts?.verified} of ${view.counts?.wanted} task`
  expect(renderSummary(summary).split('\n')[0]).toContain(sentence)
  const status = renderFleet(
    { view, czar: 'alive', gaveUp: null, starved: null },
    { now: world.now, width: null, paint: (_, text) => text },
  )
  expect(status.split('\n')[0]).toContain(sentence)
}
