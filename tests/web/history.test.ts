import { expect, test } from 'vitest'
import type { Event } from '../../src/core/events/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { aStateDir } from '../cli/support/a-state-dir.ts'
import { aView, aWorkerView } from '../support/builders/a-view.ts'
import { aBrowser, aTab } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

function told(worker: string, text: string): Event {
  return { kind: 'person.told', worker: worker as WorkerId, text }
}

test('the history of a worker goes back to the beginning of the journal, past hours in which only other workers acted', async () => {
  const state = await aStateDir()
  const others = (count: number) => Array.from({ length: count }, (_, at) => told('docs', `about the docs ${at}`))
  const events = [
    told('api', 'the first word'),
    ...others(1_300),
    told('api', 'the second word'),
    ...others(700),
    told('api', 'the last word'),
  ]
  await state.project('gateway', { view: aView({ workers: { api: aWorkerView(), docs: aWorkerView() } }), events })
  const { link } = await aWebProgram({ env: { PATH: process.env['PATH'], ...state.env }, directory: state.root })
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/gateway/worker/api`)
  const entries = page.getByRole('region', { name: 'History' }).getByRole('listitem')
  await entries.filter({ hasText: 'the last word' }).waitFor()
  expect(await entries.count()).toBe(1)

  const earlier = page.getByRole('button', { name: 'Earlier' })
  await earlier.click()
  await entries.filter({ hasText: 'the second word' }).waitFor()
  await earlier.click()
  await entries.filter({ hasText: 'the first word' }).waitFor()
  const words = (await entries.allTextContents()).map(text => /the \w+ word/.exec(text)?.[0])
  expect(words).toEqual(['the last word', 'the second word', 'the first word'])
  // There are no earlier events, so there is no button. This history has no words of other workers.
  await earlier.waitFor({ state: 'detached' })
})
