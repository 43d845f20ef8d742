import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

/** A key that takes longer to show is felt while one types. */
const MOST_MS = 50
const ROUNDS = 3
const WORDS = 'a remark of thirty characters.'

const linesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => `export const value${at} = compute(${at}, "a text") // what line ${at + 1} is for\n`).join('')

test.each([360, 1280])('in changes of 10,000 lines a remark is typed without delay, in a window of %i px', async width => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('writer', ['ack: Write in src/writer', 'idle: 1'])}`)
  await fleet.launch()
  await until(() => fleet.status().workers['writer']?.assignment?.state === 'acknowledged')
  const folder = join(fleet.status().workers['writer']?.worktree ?? '', 'src/writer')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'long.ts'), linesOf(5_000))
  for (let file = 0; file < 25; file++) writeFileSync(join(folder, `part${file}.ts`), linesOf(200))
  const { link } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width })
  await page.goto(`${link}&to=/p/fleet/worker/writer/diff`)
  const file = page.getByRole('region', { name: 'src/writer/long.ts', exact: true })
  await file.getByRole('button', { name: 'Show 5000 lines' }).click()
  await file.getByRole('button', { name: 'A remark on line 2500', exact: true }).click()
  const remark = page.getByLabel('Remark', { exact: true })
  expect(await bestMedian(page, () => remark.focus())).toBeLessThan(MOST_MS)
  expect(await bestMedian(page, () => page.getByLabel('A remark on all changes').focus())).toBeLessThan(MOST_MS)
  // The words are kept, although the page gets them only after a pause.
  await page.reload()
  expect(await remark.inputValue()).toBe(WORDS.repeat(ROUNDS))
  expect(await page.getByLabel('A remark on all changes').inputValue()).toBe(WORDS.repeat(ROUNDS))
  await look(page, `long-diff-${width}`)
})

/** The median time in ms from a key until the browser has drawn it, of the best round: other programs of the machine disturb each round. */
async function bestMedian(page: Page, focus: () => Promise<void>): Promise<number> {
  const medians: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await focus()
    await page.evaluate(`
      window.took = []
      if (window.measure === undefined) document.addEventListener('keydown', () => {
        const begun = performance.now()
        requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - begun)))
      }, true)
      window.measure = true
    `)
    for (const [index, sign] of [...WORDS].entries()) {
      await page.keyboard.press(sign === ' ' ? 'Space' : sign)
      await page.evaluate(
        `new Promise(resolve => { const look = () => (window.took.length > ${index} ? resolve() : setTimeout(look)); look() })`,
      )
    }
    const took = (await page.evaluate('window.took')) as number[]
    medians.push(took.toSorted((one, other) => one - other)[took.length >> 1] ?? Number.NaN)
  }
  return Math.min(...medians)
}
