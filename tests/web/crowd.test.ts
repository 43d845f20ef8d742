import { expect, test } from 'vitest'
import type { StatusView, WorkerView } from '../../src/core/views/status.ts'
import { fakeDoor } from '../api/fake-door.ts'
import { aTaskView, aWorkerView } from '../support/builders/a-view.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aServedPage } from './support/served-page.ts'

const WORKERS = 200
const ASKING = 12
/** Far more than a quiet machine needs, so that a busy one does not fail. The bench `web` measures the time. */
const FIRST_VIEW_MS = 3_000

function aCrowd(): Partial<StatusView> {
  const ids = Array.from({ length: WORKERS }, (_, at) => `worker-${at}-of-the-large-fleet`)
  const workers = Object.fromEntries(ids.map((id, at) => [id, aMember(id, at)]))
  const attention = ids.slice(0, ASKING).map((id, at) => ({
    key: `question:${id}`,
    worker: id,
    text: `${id} is blocked: may it use port ${8_000 + at}?`,
    hint: `czar answer ${id} "…"`,
    since: '2026-11-20T22:28:00.000Z',
  }))
  return { workers, attention, tasks: ids.map(id => aTaskView(id)) }
}

function aMember(id: string, at: number): WorkerView {
  const isDone = at % 5 === 0
  return aWorkerView({
    health: at < ASKING ? 'waiting' : isDone ? 'done' : 'working',
    attention: at < ASKING ? 'it asks something' : null,
    assignment: {
      ...{ id: `a${at}`, task: id, kind: 'primary', acknowledged: 'I will build it', attempts: 0 },
      state: isDone ? 'verified' : at % 7 === 0 ? 'claimed' : 'acknowledged',
    },
    progress: { done: at % 10, total: 10, now: `step ${at} of a long road through the whole repository` },
    files: [`src/${id}/a.ts`, 'src/b.ts'],
    ahead: 3,
  })
}

test.each([360, 1280])('a fleet of 200 workers is there soon and fits a window of %i px, and each lane is one touch away', async width => {
  const czar = fakeDoor()
  czar.become(aCrowd())
  const web = await aServedPage(czar)
  const { page } = await aTab(await aBrowser(), { width, height: 740 })
  await page.goto(`${web.origin}${web.enter}&to=/p/gateway`)
  const cards = page.locator('.lane article')
  await cards.nth(WORKERS - 1).waitFor({ state: 'attached' })
  await page.goto(`${web.origin}/p/gateway`, { waitUntil: 'commit' })
  await cards.nth(WORKERS - 1).waitFor({ state: 'attached' })
  expect(await page.evaluate('performance.now()')).toBeLessThan(FIRST_VIEW_MS)
  await look(page, `crowd-${width}`)
  // The head of a lane stays in sight, so one knows in which lane one is.
  const isInSight = (selector: string) =>
    page.evaluate(`(() => {
      const { left, top, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect()
      return document.elementFromPoint(left + 5, top + height / 2)?.closest(${JSON.stringify(selector)}) !== null && width > 0
    })()`)
  await page.evaluate('scrollTo(0, 8_000)')
  expect(await isInSight('[data-lane="Working"] h2')).toBe(true)
  await look(page, `crowd-lanes-${width}`)
  const jumps = page.getByRole('navigation', { name: 'Lanes' })
  expect(await jumps.isVisible()).toBe(width < 1_000)
  if (width >= 1_000) return
  for (const [name, selector] of [
    ['Proven 37', '[data-lane="Proven"] h2'],
    ['In review 22', '[data-lane="In review"] h2'],
    [`Needs you ${ASKING}`, '.matters h2'],
  ] as const) {
    const jump = jumps.getByRole('button', { name })
    expect((await jump.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await jump.click()
    expect(await isInSight(selector), name).toBe(true)
  }
})
