import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

const LONG = ['ack: "Write src/talks/work.txt"', `run: "seq -f 'row %g' 40"`, 'wait_for: go-on', `run: "seq -f 'more %g' 20"`, 'idle']

test('the terminal of a worker stays at its end, unless a person has scrolled up, and shows no gaps', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('talks', LONG)}`)
  await fleet.launch()
  await until(() => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-talks:').includes('wait_for'))
  const { link } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await page.goto(`${link}&to=/p/fleet/worker/talks`)
  const terminal = page.getByRole('region', { name: 'Terminal of talks' })
  await terminal.getByText('wait_for').waitFor()
  const inTerminal = (expression: string) => page.evaluate(`(place => ${expression})(document.querySelector('section.terminal'))`)
  expect(await inTerminal('place.scrollHeight > place.clientHeight')).toBe(true)
  expect(await inTerminal('place.scrollHeight - place.scrollTop - place.clientHeight')).toBeLessThan(2)
  expect(await terminal.textContent()).not.toMatch(/\n\s*\n\s*\n/)

  await inTerminal('place.scrollTo(0, 0)')
  writeFileSync(join(fleet.status().workers['talks']?.worktree ?? '', 'go-on'), '')
  await terminal.getByText('more 20').waitFor()
  expect(await inTerminal('place.scrollTop')).toBe(0)
})
