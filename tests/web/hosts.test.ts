import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { anSshd, hasSshd } from '../support/an-sshd.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { MERGE } from './support/evil-fleet.ts'
import { aWebProgram } from './support/web-program.ts'

const ASKS = [
  'ack: Write the port',
  'ask: "Which port?"',
  'edit: { file: src/asks/port.txt, text: "8080" }',
  'commit: "feat: the port"',
  'done: "it is there"',
]
/** This worker makes no claim, so the fleet goes on. */
const RESTS = ['ack: Write the docs', 'edit: { file: src/docs/work.txt, text: "work of docs" }', 'idle: 1']
const PERMISSION = ['ack: Clear the old files', 'permission: "Bash(rm -rf build)"', ...honestly('clears').slice(1)]

test.skipIf(!hasSshd)(
  'through a real sshd, a question and a permission of another machine are answered, a line is commented, and its train lands, on the phone',
  async () => {
    const here = await aFleet(`workers:\n${aScriptedWorker('own', ['ack: Rest', 'idle: 1'])}`)
    const workers = [aScriptedWorker('asks', ASKS), aScriptedWorker('clears', PERMISSION), aScriptedWorker('docs', RESTS)]
    const there = await aFleet(`${MERGE}workers:\n${workers.join('')}`)
    await here.launch()
    await there.launch()
    await until(() => there.status().attention.length === 2)
    const { path } = await anSshd(there.env)
    const { link, origin } = await aWebProgram({ ...here, env: { ...here.env, PATH: path } }, '--host', 'build')
    const { page: phone } = await aTab(await aBrowser(), { width: 360, height: 740, refused: [409] })
    await phone.goto(link)
    await phone.waitForURL(`${origin}/`)
    const card = phone.getByRole('article').filter({ hasText: 'build' })
    await card.getByText('Which port?').waitFor()
    await look(phone, 'projects-of-two-machines-360')
    await card.getByRole('link', { name: 'fleet' }).click()
    await phone.waitForURL('**/p/build%3Afleet')

    const matterOf = (text: string) => phone.getByRole('region', { name: 'What needs you' }).getByRole('article').filter({ hasText: text })
    await matterOf('Which port?').getByText(`ssh -t build 'czar answer -p fleet asks`).waitFor()
    await look(phone, 'fleet-of-another-machine-360')
    await matterOf('Which port?').getByLabel('Answer to asks').fill('8080, please')
    await matterOf('Which port?').getByRole('button', { name: 'Answer' }).click()
    await matterOf('Which port?').waitFor({ state: 'detached' })
    await matterOf('rm -rf build').getByRole('button', { name: 'Yes' }).click()
    await there.eventually('person.permitted', ({ worker, isAllowed }) => (worker as string) === 'clears' && isAllowed)
    await matterOf('rm -rf build').waitFor({ state: 'detached' })
    await until(
      () => there.status().train?.tested.length ?? 0,
      count => count === 2,
    )

    await phone.goto(`${origin}/p/build%3Afleet/worker/docs/diff`)
    await phone.getByRole('button', { name: 'A remark on line 1', exact: true }).first().click()
    await phone.getByLabel('Remark', { exact: true }).fill('Good.')
    await phone.getByRole('button', { name: 'Add' }).click()
    await phone.getByRole('button', { name: 'Send 1 remark to docs' }).click()
    const told = await there.eventually('person.told', ({ worker }) => (worker as string) === 'docs')
    expect(told.text).toContain('src/docs/work.txt:1\n> +work of docs\n\nGood.')

    // The base branch of the other machine is checked out there, so its own words say why nothing landed.
    await phone.goto(`${origin}/p/build%3Afleet/train`)
    const land = async () => {
      await phone.getByRole('button', { name: 'Land', exact: true }).click()
      await phone.getByRole('button', { name: 'Land 2 tasks' }).click()
    }
    await land()
    const refusal = phone.getByRole('status').filter({ hasText: 'main is checked out' })
    expect(await refusal.textContent()).toMatch(/Next: ssh -t build 'git -C \S+ merge --ff-only [0-9a-f]+/)
    expect(there.git('log', '-1', '--format=%s', 'main')).toBe('Begin')
    there.git('checkout', '-q', '--detach')
    await land()
    await phone.getByRole('status').filter({ hasText: 'main has 2 tasks' }).waitFor()
    await look(phone, 'train-of-another-machine-landed-360')
    expect(there.git('show', 'main:src/asks/port.txt')).toBe('8080')
    expect(there.git('show', 'main:src/clears/work.txt')).toBe('work of clears')
    expect(here.git('log', '-1', '--format=%s', 'main')).toBe('Begin')
  },
)
