import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const steps = (id: string, file: string) => [
  `ack: "Write src/${id}/${file} and commit it"`,
  `edit: { file: src/${id}/${file}, text: "more of ${id}" }`,
  `commit: "feat: ${file} of ${id}"`,
  'done: "it is there"',
]
const FIRST = `workers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', honestly('two'))}`
const SECOND = `workers:\n${aScriptedWorker('one', steps('one', 'next.txt'))}${aScriptedWorker('three', honestly('three'))}`

test('the next sprint of a file reports the changes, starts requested tasks anew, and czar clean frees merged branches', async () => {
  const fleet = await aFleet(FIRST)
  const { git } = fleet
  expect((await fleet.run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  const proven = git('rev-parse', 'feat/one')
  expect((await fleet.run('launch', 'czar.yaml', '--dry-run')).stdout).toBe('nothing has changed in the file since the last launch\n')

  fleet.configure(SECOND)
  const planned = await fleet.run('launch', 'czar.yaml', '--dry-run')
  expect(planned.stdout).toMatch(
    /^CHANGED +WHAT +WHAT THAT MEANS\none +task +ignored: its work is proven at [0-9a-f]{8}; to begin it anew: --again one\nthree +new +begins\ntwo +removed +its proven work stays on feat\/two\n$/,
  )
  expect(await fleet.run('launch', 'czar.yaml', '--again', 'nobody')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('next: one of: one, three'),
  })
  const second = await fleet.run('launch', 'czar.yaml', '--foreground', '--again', 'one')
  expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^CHANGED[\s\S]*one +task +is begun anew on top of/) })
  expect(git('show', 'feat/one:src/one/next.txt')).toContain('more of one')
  expect(git('rev-list', '--count', `${proven}..feat/one`)).toBe('1')
  expect(fleet.status().tasks.find(({ id }) => id === 'one')).toMatchObject({
    state: 'verified',
    verified_commit: git('rev-parse', 'feat/one'),
  })

  git('merge', '-q', 'feat/one')
  git('merge', '-q', '--squash', 'feat/three')
  git('commit', '-q', '-m', 'three, squashed')
  fleet.configure(`workers:\n${aScriptedWorker('one', steps('one', 'next.txt'))}`)
  expect((await fleet.run('launch', 'czar.yaml', '--dry-run')).stdout).toMatch(/^three +removed +its proven work is in main already$/m)
  fleet.configure(SECOND)
  const cleaned = await fleet.run('clean')
  expect(cleaned.stdout).toContain('dropped branch feat/one (2 commits), all of it in main; restore: ')
  expect(cleaned.stdout).toMatch(/dropped branch feat\/three \(1 commit\), all of it in main; restore: /)
  expect(cleaned.stdout).toContain('kept branch feat/two with its work')
  expect(git('branch', '--format=%(refname:short)')).toBe('feat/two\nmain\nomnibus/fleet')
  expect((await fleet.run('launch', 'czar.yaml')).stderr).toContain('merged work: branch omnibus/fleet exists already')
  git('branch', '-q', '-D', 'omnibus/fleet')
  fleet.configure(`workers:\n${aScriptedWorker('one', steps('one', 'third.txt'))}`)
  expect((await fleet.run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
})

test("a launch while the fleet runs reports that the file differs, and the hint's command continues with it", async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  expect((await fleet.launch()).stderr).not.toContain('differs')
  fleet.configure(`workers:\n${aScriptedWorker('one', honestly('one'))}`)
  const refused = await fleet.launch()
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('and the file differs from what it launched') })
  expect(refused.stderr).toMatch(/one +task +is delivered again/)
  expect(refused.stderr).toMatch(/next: czar reload -p fleet {3}#/)
  expect((await fleet.run('reload')).code).toBe(0)
  // The stalled agent reads nothing, so a fresh one gets the new text.
  expect((await fleet.run('restart', 'one')).code).toBe(0)
  await until(fleet.status, ({ tasks }) => tasks.every(({ state }) => state === 'verified'), { timeoutMs: 60_000 })
})
