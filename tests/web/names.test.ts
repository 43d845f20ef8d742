import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { WorkerId } from '../../src/core/model/ids.ts'
import type { StatusView } from '../../src/core/views/status.ts'
import { fakeDoor } from '../api/fake-door.ts'
import { aTaskView, aWorkerView } from '../support/builders/a-view.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { EVIL } from './support/evil-fleet.ts'
import { aServedPage } from './support/served-page.ts'

const WORD = 'Donaudampfschifffahrtsgesellschaftskapitänswitwe'.repeat(6)
const TEXTS = [
  EVIL,
  WORD,
  'כתוב את הקובץ (src/a.ts) מחר, בבקשה. 12 שורות',
  '👨\u200d👩\u200d👧\u200d👦🇩🇪👍🏽🚀'.repeat(30),
  'ad\u200bmin \u202eexe.txt\u202c \ufefffoo',
  'A title that goes on and on, '.repeat(11).slice(0, 300),
]
/** As long as a name may be, and different only at its end. */
const IDS = TEXTS.map((_, at) => `${'w'.repeat(28)}-${at}a`)
const FILES = ['src/with space/a b.ts', `src/"quotes"/'x'.ts`, 'src/line\nbreak.ts', `src/${WORD}.ts`, `src/${EVIL}.ts`]
const COMMIT = 'b'.repeat(40)
const SINCE = '2026-11-20T22:28:00.000Z'
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = ''] = IDS

const textAt = (at: number) => TEXTS[at] ?? ''
const after = (at: number) => IDS[(at + 1) % IDS.length] ?? ''

function aHostileFleet(): Partial<StatusView> {
  const worker = (at: number) =>
    aWorkerView({
      attention: at % 2 === 1 ? textAt(at) : null,
      reason: textAt(at),
      progress: { done: 1, total: 2, now: textAt(at) },
      files: FILES,
      branch: `feat/${WORD}`,
      assignment: {
        ...{ id: 'a1', task: after(at), kind: 'primary', state: 'acknowledged', acknowledged: textAt(at), attempts: 0 },
        stage: `${after(at)}: spec 1/3`,
      },
      last_commit: { sha: COMMIT, subject: textAt(at), at: SINCE },
      in_common: [{ fact: 'overlap', worker: after(at), task: FIRST, files: FILES }],
      waiting_for: IDS,
      held: textAt(at),
    })
  const hints = [
    `czar restart ${FIRST}`,
    `czar answer -p gateway ${SECOND} yes`,
    `czar answer -p gateway ${THIRD} "…"`,
    `czar review -p gateway ${FOURTH} --accept`,
  ]
  const matters = TEXTS.map((text, at) => ({ key: `m${at}`, worker: IDS[at] ?? null, text, hint: hints[at] ?? null, since: SINCE }))
  const nobodyHas = {
    key: 'unassigned',
    worker: null,
    text: WORD,
    hint: `czar assign -p gateway ${FIRST} ${SECOND}   # gives it`,
    since: SINCE,
  }
  return {
    workers: Object.fromEntries(IDS.map((id, at) => [id, worker(at)])),
    attention: [...matters, nobodyHas],
    tasks: IDS.map((id, at) =>
      aTaskView(id, { worker: after(at), after: at === 0 ? [] : [FIRST], state: at === 2 ? 'verified' : 'assigned', remarks: TEXTS }),
    ),
    queue: [aTaskView(`${'q'.repeat(29)}-a`, { kind: 'bonus', state: 'waiting', worker: null })],
    train: {
      ...{
        branch: 'train',
        base: COMMIT,
        tip: null,
        state: 'stopped',
        problem: `${EVIL} ${WORD}`,
        landed: IDS,
        command: `git push ${WORD}`,
      },
      tested: [FIRST, SECOND].map(task => ({ task, commit: COMMIT })),
      merged: [{ task: THIRD, commit: COMMIT }],
      aside: [{ task: FOURTH, commit: COMMIT, because: 'red', files: FILES, beside: [], text: WORD, log: null }],
      waiting: [{ task: THIRD, commit: COMMIT, for: IDS }],
    },
  }
}

/** What reaches out of the window to the right, besides what scrolls by itself. */
const OUTSIDE = `[...document.querySelectorAll('header *, main *')]
  .filter(part => part.getBoundingClientRect().right > innerWidth + 1 && part.closest('.scroll, .terminal, .tabs, .jumps, pre') === null)
  .map(part => part.tagName + ' ' + part.textContent.slice(0, 30))`

test.each([360, 1280])('hostile and long names and texts run nothing, fit a window of %i px, and are told apart', async width => {
  const czar = fakeDoor()
  czar.become(aHostileFleet())
  for (const [at, text] of TEXTS.entries()) czar.append({ kind: 'person.told', worker: IDS[at] as WorkerId, text })
  const web = await aServedPage(czar)
  const { page } = await aTab(await aBrowser(), { width, height: 740 })
  await page.goto(`${web.origin}${web.enter}`)
  const fits = async (name: string) => {
    expect(await page.evaluate(OUTSIDE), name).toEqual([])
    await look(page, `names-${name}-${width}`)
  }
  await page.getByRole('link', { name: 'gateway' }).click()
  for (const id of IDS) await page.locator('main').getByRole('link', { name: id, exact: true }).first().waitFor()
  await page.getByText('ad<U+200B>min <U+202E>exe.txt<U+202C>').first().waitFor()
  await fits('fleet')
  await page.goto(`${web.origin}/p/gateway/worker/${FIRST}`)
  await page.getByRole('heading', { name: FIRST }).waitFor()
  await fits('worker')
  await page.goto(`${web.origin}/p/gateway/log`)
  await page.getByText(TEXTS[5] ?? '').waitFor()
  await fits('log')
  await page.goto(`${web.origin}/p/gateway/train`)
  await page.getByRole('button', { name: 'Land' }).click()
  await fits('train')
  await page.goto(`${web.origin}/p/gateway/graph`)
  await page
    .locator('.node')
    .nth(IDS.length - 1)
    .waitFor()
  expect(new Set(await seenNames(page)).size).toBe(IDS.length)
  await fits('graph')
  expect(await page.evaluate('document.querySelectorAll("img").length')).toBe(0)
})

/** The names in the graph's nodes, as far as they are within their nodes. */
async function seenNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('.node')].map(node => {
    const [text, end] = [node.querySelector('text'), node.querySelector('rect').getBoundingClientRect().right]
    return text.getBoundingClientRect().right > end ? 'cut' : text.textContent
  })`)
}
