import { expect, test } from 'vitest'
import { aFleet } from '../../../support/a-fleet.ts'
import { aPrivateKey } from '../../../support/builders/a-private-key.ts'
import { until } from '../../../support/until.ts'

const QUICK = 'policy: { idle_after: 1s, ack_within: 20s }'

/** A worker. `steps` follow the acknowledgement of its task. None of these steps claims that the task is done. */
function aWorker(id: string, accept: string, steps: readonly string[], rework: readonly string[] = []): string {
  const block = (name: string, lines: readonly string[]) => ['```', name, '\n', ...lines.map(line => `- ${line}\n`), '```\n'].join('')
  const task = `Write src/${id}.txt.\n\n${block('scripted', steps)}${rework.length === 0 ? '' : `\n${block('scripted rework', rework)}`}`
  return `  - id: ${id}\n    accept: ["${accept}"]\n    task: |\n${task.replaceAll(/^(?=.)/gm, '      ')}`
}

test('fault 138: a worker that commits finished work and forgets to claim it is verified without a question, with a flag', async () => {
  const steps = ['edit: { file: src/one.txt, text: x }', 'commit: "Write one"']
  const fleet = await aFleet(`${QUICK}\nworkers:\n${aWorker('one', 'test -f src/one.txt', steps)}`)
  await fleet.launch()
  expect(await fleet.eventually('project.finished')).toMatchObject({ verified: 1, failed: 0 })
  const events = fleet.events()
  expect(events.filter(({ kind }) => kind === 'assignment.presumed')).toHaveLength(1)
  expect(events.find(({ kind }) => kind === 'verification.finished')).toMatchObject({
    verdict: 'verified',
    flags: [expect.stringContaining('without a claim')],
  })
  await until(fleet.status, view => JSON.stringify(view).includes('checked it without a claim'))
})

test('fault 137: a private key in a commit is rejected before any command runs; after its removal it is still reported as part of the history', async () => {
  const text = JSON.stringify(aPrivateKey())
  const steps = [
    'edit: { file: src/one.txt, text: x }',
    `edit: { file: deploy_key, text: ${text} }`,
    'commit: "Write one"',
    'done: "it is done"',
  ]
  const rework = ['run: "git rm -q deploy_key"', 'commit: "Take the key out"', 'done: "it is out"']
  const fleet = await aFleet(`${QUICK}\nworkers:\n${aWorker('one', 'test -f src/one.txt', steps, rework)}`)
  await fleet.launch()
  const first = await fleet.eventually('verification.finished')
  expect(first).toMatchObject({
    verdict: 'rejected',
    checks: [],
    reasons: [expect.stringMatching(/a secret is in deploy_key \(private key\). Undo them\./)],
  })
  const last = await fleet.eventually('verification.finished', ({ verdict }) => verdict === 'verified')
  expect(last).toMatchObject({ flags: [expect.stringMatching(/deploy_key .* history of the branch/)] })
  const view = await until(fleet.status, ({ czar }) => czar.state === 'finished')
  expect(JSON.stringify(view)).toContain('in the history of the branch')
})
