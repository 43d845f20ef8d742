import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const HEAD =
  'auto_agents: [one, other, gone]\nagents:\n  one: { extends: scripted }\n  other: { extends: scripted }\n  gone: { extends: scripted, command: [no-such-program] }\n'

function yaml(words: string, count: number): string {
  const workers = Array.from({ length: count }, (_, index) => {
    const id = `w${index}`
    return aScriptedWorker(
      id,
      [...honestly(id).slice(0, 2), `commit: "feat: ${id} ${words}"`, 'stall: 3s', 'done: "it is there"'],
      `    agent: auto\n    accept: ["test -f src/${id}/work.txt"]\n`,
    )
  })
  return `${HEAD}workers:\n${workers.join('')}`
}

test('agents that were chosen at a launch stay the same when the file is loaded again and at the next launch', async () => {
  const fleet = await aFleet(yaml('first', 4))
  const launched = await fleet.launch()
  expect(launched).toMatchObject({ code: 0, stderr: '' })
  expect(launched.stdout).toContain('chosen: one for w0, other for w1, one for w2, other for w3\n')
  const agents = () => Object.values(fleet.status().workers).map(({ agent }) => agent)
  await until(agents, chosen => chosen.length === 4)
  expect(agents()).toEqual(['one', 'other', 'one', 'other'])
  expect(await fleet.run('reload')).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing has changed in the file') })
  await fleet.eventually('project.finished')
  await until(fleet.status, ({ czar }) => czar.state === 'finished')
  const records = JSON.parse((await fleet.run('history', '--json')).stdout).records as readonly { task: string; agent: string }[]
  expect(records.map(({ task, agent }) => `${task} ${agent}`).toSorted()).toEqual(['w0 one', 'w1 other', 'w2 one', 'w3 other'])
  expect(
    fleet.events().filter(({ kind }) => kind === 'project.edited'),
    'the file is as the fleet runs it',
  ).toEqual([])
  expect((await fleet.run('launch', '--dry-run', 'czar.yaml')).stdout).toContain('nothing has changed')
  const again = await fleet.launch()
  expect(again.stdout).toContain('chosen: one for w0, other for w1, one for w2, other for w3\n')
  expect(again.stdout).not.toContain('CHANGED')
})
