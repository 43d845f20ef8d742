import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled, refusedWith } from '../a-matter.ts'
import { aPerson, printed } from '../a-person.ts'

/**
 * A worker whose reviewer finds that src/a.txt says bad. The reviewer begins when the file `go` exists. `rework` is what the author does
 * when it gets the task back.
 */
async function underReview(rework: readonly string[]) {
  const person = await aPerson('')
  const { fleet } = person
  const go = join(fleet.directory, 'go')
  const findings = [
    {
      path: 'src/a.txt',
      line: 1,
      severity: 'major',
      claim: 'it says bad',
      evidence: { command: 'cat src/a.txt; ! grep -q bad src/a.txt' },
    },
  ]
  writeFileSync(join(fleet.directory, 'found.json'), JSON.stringify({ findings }))
  const block = (kind: string, steps: readonly string[]) =>
    `      \`\`\`scripted${kind}\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n\n`
  const task = [
    block('', ['ack: "Write src/a.txt"', 'edit: { file: src/a.txt, text: "bad\\n" }', 'commit: "a"', 'done: "it is there"']),
    block(' again', rework),
    block(' rework', rework),
    block(' review', [`wait_for: { file: ${go} }`, `run: "czar report review --file ${fleet.directory}/found.json"`]),
  ].join('')
  fleet.configure(
    `policy: { review: { by: scripted, verdict: gate } }\nworkers:\n  - id: one\n    accept: ["test -s src/a.txt"]\n    task: |\n      Write.\n\n${task}${aScriptedWorker('two', ['stall: forever'])}`,
  )
  return { person, go }
}

test('an author that was stopped gets its task back by the printed restart', async () => {
  const { person, go } = await underReview(['run: "echo good > src/a.txt; git commit -qam mended"', 'done: "it is good"'])
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  await fleet.eventually('review.asked')
  await types('czar stop one')
  writeFileSync(go, '')
  await fleet.eventually('review.finished')
  const hint = await hintOf(person, 'review:one', 'core/policy/review/review-matters: czar restart {}   # it gets its task back')
  expect(await types(hint)).toMatchObject(DONE)
  const { seq } = await fleet.eventually('review.returned')
  await isSettled(person, 'review:one')
  await fleet.eventually('verification.finished', event => event.worker === 'one' && event.seq > seq && event.verdict === 'verified')
})

test("work whose author left a review's finding is merged by the printed acceptance", async () => {
  const { person, go } = await underReview(['done: "it is right as it is"'])
  const { fleet, types } = person
  writeFileSync(go, '')
  await types('czar launch czar.yaml')
  const hint = await hintOf(
    person,
    'review:one',
    'core/policy/review/review-matters: czar review {} --accept   # or: czar review {} --send-back "what to do"',
  )
  const status = printed('cli/output/projects: czar status -p {}', await types('czar projects'))
  expect((await types(status)).stdout).toContain(`next: ${hint}`)
  const anyway = printed('core/policy/landing/off-train: czar review {} --accept   # merges it anyway', await types('czar merge'))
  expect(anyway).toContain('czar review one --accept')
  await refusedWith(person, 'czar review one', { name: 'cli/verbs/steer/review: czar review --help' })
  expect(await types(hint)).toMatchObject(DONE)
  await fleet.eventually('review.decided', event => event.decision === 'accepted')
  await isSettled(person, 'review:one')
  await refusedWith(person, 'czar review none --accept', { name: 'supervisor/commands/decide-review: czar status' })
  await refusedWith(person, 'czar review two --accept', { name: 'supervisor/commands/decide-review: czar why {}' })
  await fleet.eventually('train.advanced')
})

test("after a stop, work whose author left a review's finding is merged by the printed merge", async () => {
  const { person, go } = await underReview(['done: "it is right as it is"'])
  const { fleet, types } = person
  writeFileSync(go, '')
  await types('czar launch czar.yaml')
  await until(fleet.status, ({ attention }) => attention.some(({ key }) => key === 'review:one'), { what: 'the question to the person' })
  await types('czar stop')
  const merge = printed('core/policy/landing/off-train: czar merge --only {}   # merges it anyway', await types('czar status'))
  expect(await types(merge)).toMatchObject(DONE)
  expect(fleet.git('show', 'omnibus/fleet:src/a.txt')).toBe('bad')
})
