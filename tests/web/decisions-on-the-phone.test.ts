import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

const block = (kind: string, steps: readonly string[]) =>
  `      \`\`\`scripted${kind}\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n\n`

test('a person decides on the phone about a fault that the author left: sent back with words, then accepted', async () => {
  const fleet = await aFleet('')
  const finding = {
    path: 'src/sum.sh',
    line: 1,
    severity: 'major',
    claim: 'it says nothing',
    evidence: { command: 'test -n "$(sh src/sum.sh)"' },
  }
  writeFileSync(join(fleet.directory, 'found.json'), JSON.stringify({ findings: [finding] }))
  const author = ['ack: "Write src/sum.sh"', 'edit: { file: src/sum.sh, text: "true" }', 'commit: "sum"', 'done: "it adds"']
  const leaves = ['done: "it adds, as it should"']
  const reviewer = [`run: "czar report review --file ${fleet.directory}/found.json"`, 'idle']
  const blocks = [block('', author), block(' rework', leaves), block(' again', leaves), block(' review', reviewer)].join('')
  fleet.configure(
    `policy: { idle_after: 20s, review: { by: scripted, verdict: gate } }\nworkers:\n  - id: sum\n    task: |\n      Write src/sum.sh.\n\n${blocks}`,
  )
  await fleet.launch()
  await fleet.eventually('attention.raised', event => event.key === 'review:sum')
  const { link } = await aWebProgram(fleet)
  const { page: phone } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await phone.goto(`${link}&to=/p/fleet`)
  const matter = phone.getByRole('region', { name: 'What needs you' }).getByRole('article').filter({ hasText: 'it says nothing' })
  await matter.getByRole('button', { name: 'Accept the work as it is' }).waitFor()
  await look(phone, 'fleet-review-360')
  expect(await matter.getByRole('button', { name: 'Restart' }).count()).toBe(0)
  await matter.getByLabel('What to do about sum').fill('Say 0.')
  await matter.getByRole('button', { name: 'Send it back' }).click()
  const again = await fleet.eventually('review.returned', event => event.reasons.join(' ').includes('Say 0.'))
  await fleet.eventually('attention.raised', event => event.key === 'review:sum' && event.seq > again.seq)
  await matter.getByRole('button', { name: 'Accept the work as it is' }).click()
  await fleet.eventually('project.finished', event => event.verified === 1)
})

test('on the phone, a person gives one bonus task that nobody has to a worker, and drops another', async () => {
  const fleet = await aFleet('')
  const go = join(fleet.directory, 'go')
  // Both workers refuse the task, until the file is there.
  const refuses = ['odd.1', 'odd.2'].map(id => `czar report refuse --task ${id} "not mine"`).join('; ')
  writeFileSync(join(fleet.directory, 'odd.sh'), `test -e '${go}' || { ${refuses}; }\n`)
  const odd = aScriptedWorker('odd', [`run: sh '${join(fleet.directory, 'odd.sh')}'`, 'idle', ...honestly('odd').slice(1)])
  // This worker is still at work, so the fleet is not over. Its budget is too small for another task.
  const spends = ['ack: "Write src/poor/work.txt"', 'usage: { tokens: 10, usd: 0.9, context: 0.2 }', 'stall: forever']
  const poor = aScriptedWorker('poor', spends, '    budget: { usd: 1 }\n')
  const flawed = aScriptedWorker('flawed', honestly('flawed'), '    accept: ["false"]\n')
  fleet.configure(
    `policy: { verify: { attempts: 1 }, idle_after: 2s }\nworkers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', honestly('two'))}${poor}bonus:\n${odd}${flawed}`,
  )
  await fleet.launch()
  await fleet.eventually('attention.raised', event => event.key === 'unclaimed')
  await fleet.eventually('attention.raised', event => event.key === 'failed:flawed')
  writeFileSync(go, '')
  const { link } = await aWebProgram(fleet)
  const { page: phone } = await aTab(await aBrowser(), { width: 360, height: 740 })
  await phone.goto(`${link}&to=/p/fleet`)
  await phone.getByLabel('Give odd to a worker').waitFor()
  await look(phone, 'fleet-unclaimed-360')
  await phone.getByRole('button', { name: 'Drop flawed' }).click()
  await phone.getByRole('button', { name: 'Drop flawed' }).waitFor({ state: 'detached' })
  expect(fleet.status().tasks.find(({ id }) => id === 'flawed')?.state).toBe('dropped')
  await phone.getByLabel('Give odd to a worker').selectOption('one')
  await fleet.eventually('verification.finished', ({ assignment, verdict }) => assignment.startsWith('odd.') && verdict === 'verified')
})
