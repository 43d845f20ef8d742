import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const AUTHOR = [
  'ack: "src/sum.sh adds its arguments, and says 0 without any"',
  'edit: { file: src/sum.sh, text: "echo $(($1 + $2))\\n" }',
  'commit: "sum"',
  'done: "it adds"',
]
const MENDED = ['run: "echo \'echo $((${1:-0} + ${2:-0}))\' > src/sum.sh; git commit -qam mended"', 'done: "and says 0 without any"']
const SHOWS = 'test "$(sh src/sum.sh)" = 0'

const finding = (claim: string, command: string) => ({
  path: 'src/sum.sh',
  line: 1,
  severity: 'major',
  claim,
  evidence: { command },
})

/** The steps of a reviewer that reports these findings first, and none after the author's repair. */
function reports(fleet: Fleet, findings: readonly object[]): readonly string[] {
  writeFileSync(join(fleet.directory, 'found.json'), JSON.stringify({ findings }))
  writeFileSync(join(fleet.directory, 'nothing.json'), '{ "findings": [] }')
  const file = `$(grep -q : src/sum.sh && echo nothing || echo found).json`
  return [`run: "czar report review --file ${fleet.directory}/${file}"`, 'idle']
}

interface Story {
  readonly review: string
  readonly reviewer: readonly string[]
  readonly policy?: string
  /** What the author does with a task that is sent back. */
  readonly rework?: readonly string[]
}

/** A fleet with one worker. `steps` are the steps of the worker and of its reviewer. */
function begin(fleet: Fleet, { review, reviewer, policy = 'idle_after: 20s', rework = MENDED }: Story): void {
  const block = (kind: string, list: readonly string[]) =>
    `      \`\`\`scripted${kind}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n\n`
  const blocks = [block('', AUTHOR), block(' rework', rework), block(' again', rework), block(' review', reviewer)].join('')
  const worker = `  - id: sum\n    accept: ["test \\"$(sh src/sum.sh 1 2)\\" = 3"]\n    task: |\n      Write src/sum.sh.\n\n${blocks}`
  fleet.configure(`policy: { ${policy}, review: { by: scripted, ${review} } }\nworkers:\n${worker}`)
}

test('a reviewer shows a fault by a command: the author fixes it, the second review finds nothing, and the work lands', async () => {
  const fleet = await aFleet('')
  begin(fleet, { review: 'verdict: gate', reviewer: reports(fleet, [finding('without arguments it prints an error', SHOWS)]) })
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)

  const asked = fleet.events().filter(event => event.kind === 'review.asked')
  expect(asked.map(({ round, author, worker }) => [round, author, worker])).toEqual([
    [1, 'sum', 'review-1'],
    [2, 'sum', 'review-2'],
  ])
  const returned = fleet.events().filter(event => event.kind === 'review.returned')
  expect(returned).toHaveLength(1)
  expect(returned[0]?.reasons.join(' ')).toContain('"without arguments it prints an error"')
  expect(fleet.events().filter(event => event.kind === 'attention.raised')).toEqual([])
  // The first commit was never merged.
  const tested = fleet.events().flatMap(event => (event.kind === 'train.chained' ? event.members : []))
  expect(tested.map(({ commit }) => commit)).toEqual([asked[1]?.commit])
  expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain(':-0')
  const { reviews, tasks, workers } = await until(
    fleet.status,
    ({ reviews, workers }) => reviews.length === 2 && workers['review-2'] === undefined,
  )
  expect(reviews.map(({ state, round }) => [state, round])).toEqual([
    ['rejected', 1],
    ['approved', 2],
  ])
  expect(tasks.map(({ id }) => id)).toEqual(['sum'])
  expect(Object.keys(workers)).toEqual(['sum'])
  expect(fleet.git('worktree', 'list').split('\n')).toHaveLength(2)
  expect(fleet.git('branch', '--format=%(refname:short)').split('\n').sort()).toEqual(['feat/sum', 'main', 'omnibus/fleet'])
})

test("if the author leaves the fault, the person's decision counts: sent back with a text, then accepted", async () => {
  const fleet = await aFleet('')
  const found = [finding('without arguments it prints an error', SHOWS)]
  begin(fleet, { review: 'verdict: gate', reviewer: reports(fleet, found), rework: ['done: "it adds, as it should"'] })
  await fleet.launch()
  const { text } = await fleet.eventually('attention.raised', event => event.key === 'review:sum')
  expect(text).toContain('src/sum.sh:1 (major): "without arguments it prints an error"')
  expect((await fleet.run('status')).stdout).toContain('czar review sum --accept')
  expect(await fleet.run('review', 'sum')).toMatchObject({ code: 2 })
  expect((await fleet.run('review', 'none', '--accept')).stderr).toContain('there is no task "none"')
  expect(await fleet.run('review', 'sum', '--send-back', 'say 0 without any')).toMatchObject({ code: 0 })
  const again = await fleet.eventually('review.returned', event => event.reasons.join(' ').includes('say 0 without any'))
  await fleet.eventually('attention.raised', event => event.key === 'review:sum' && event.seq > again.seq)
  expect(fleet.events().some(({ kind }) => kind === 'train.chained')).toBe(false)
  expect(await fleet.run('review', 'sum', '--accept')).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'review.asked')).toHaveLength(1)
  expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain('echo $(($1 + $2))')
  expect((await fleet.run('log')).stdout).toContain('accepted')
  expect((await fleet.run('summary')).stdout).toContain('a person accepted sum')
})

test('without a czar, work with a fault is merged if a person names it, and left out otherwise', async () => {
  const fleet = await aFleet('')
  const found = [finding('without arguments it prints an error', SHOWS)]
  begin(fleet, { review: 'verdict: gate', reviewer: reports(fleet, found), rework: ['done: "it adds, as it should"'] })
  await fleet.launch()
  await fleet.eventually('attention.raised', event => event.key === 'review:sum')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  const plan = await fleet.run('merge', '--dry-run')
  expect(plan.stdout).toMatch(/sum +[0-9a-f]{8} +still has what its review found; `czar merge --only sum` merges it anyway/)
  await fleet.run('merge')
  expect(fleet.git('branch', '--list', 'omnibus/fleet')).toBe('')
  expect(await fleet.run('merge', '--only', 'sum')).toMatchObject({ code: 0 })
  expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain('echo')
})

test('a false finding is advice: its command passes, no work returns, and its words stand in quotes', async () => {
  const fleet = await aFleet('')
  const lies = [
    finding('it does not add at all', 'test "$(sh src/sum.sh 1 2)" = 3'),
    finding('always red', 'exit 1'),
    finding('no such tool', 'no-such-tool src/sum.sh'),
    finding('breaks the next check', 'rm -rf src; true'),
  ]
  begin(fleet, { review: 'verdict: gate', reviewer: reports(fleet, lies) })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(({ kind }) => kind === 'review.returned')).toEqual([])
  const done = fleet.events().find(event => event.kind === 'review.finished')
  expect(done?.findings.map(({ outcome }) => outcome)).toEqual(['passes', 'before', 'not_run', 'passes'])
  expect((await until(fleet.status, ({ reviews }) => reviews[0]?.state === 'approved')).reviews[0]?.findings[0]).toMatchObject({
    claim: '"it does not add at all"',
    outcome: 'passes',
  })
  expect(fleet.git('log', '-1', '--format=%s', 'omnibus/fleet')).not.toBe('Begin')
})

test("a silent reviewer's review does not count: the train continues without it, and no person is called", async () => {
  const fleet = await aFleet('')
  begin(fleet, { review: 'verdict: gate, within: 4s', reviewer: ['run: "touch looked; echo more >> src/sum.sh"', 'stall: forever'] })
  await fleet.launch()
  const ended = await fleet.eventually('review.ended')
  expect(ended).toMatchObject({ because: 'silent', worker: 'review-1' })
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(({ kind }) => kind === 'attention.raised')).toEqual([])
  expect(fleet.events().some(({ kind }) => kind === 'train.advanced')).toBe(true)
  const { reviews } = await until(fleet.status, ({ reviews }) => reviews[0]?.state === 'void')
  expect(reviews[0]?.reason).toContain('reported nothing')
  // No branch contains the changes that the reviewer made.
  expect(fleet.git('show', 'feat/sum:src/sum.sh')).not.toContain('more')
  expect(fleet.git('worktree', 'list')).not.toContain('review-1')
})

test('after a kill -9 during a review a launch continues with the same reviewer, once', async () => {
  const fleet = await aFleet('')
  const go = join(fleet.directory, 'go')
  const [report = '', idle = ''] = reports(fleet, [finding('without arguments it prints an error', SHOWS)])
  begin(fleet, { review: 'verdict: advise', reviewer: [`wait_for: { file: ${go} }`, report, idle] })
  await fleet.launch()
  await fleet.eventually('message.submitted', event => event.worker === 'review-1')
  fleet.killCzar()
  await fleet.launch()
  await until(
    () => fleet.events().filter(({ kind }) => kind === 'czar.started').length,
    count => count === 2,
  )
  writeFileSync(go, '')
  await fleet.eventually('project.finished', event => event.verified === 1)
  const events = fleet.events()
  expect(events.filter(({ kind }) => kind === 'review.asked')).toHaveLength(1)
  expect(events.filter(event => event.kind === 'agent.started' && event.worker === 'review-1')).toHaveLength(1)
  const [done, ...more] = events.filter(event => event.kind === 'review.finished')
  expect(more).toEqual([])
  expect(done?.findings.map(({ outcome }) => outcome)).toEqual(['shown'])
  // With `advise`, no task is sent back, and merging does not wait for reviews.
  expect(events.filter(({ kind }) => kind === 'review.returned')).toEqual([])
})

test("after a kill -9 while the findings' commands run, a launch runs them again, and they count once", async () => {
  const fleet = await aFleet('')
  const hold = join(fleet.directory, 'hold')
  writeFileSync(hold, '')
  const waits = `while test -f ${hold}; do sleep 0.1; done; ${SHOWS}`
  begin(fleet, { review: 'verdict: gate', reviewer: reports(fleet, [finding('without arguments it prints an error', waits)]) })
  await fleet.launch()
  await fleet.eventually('check.started', event => event.effect === 'check_findings:review-1')
  fleet.killCzar()
  rmSync(hold)
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'review.finished' && event.worker === 'review-1')).toHaveLength(1)
  expect(fleet.events().filter(({ kind }) => kind === 'review.returned')).toHaveLength(1)
  expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain(':-0')
  expect(fleet.git('worktree', 'list').split('\n')).toHaveLength(2)
})

test('a fleet that is stopped during a review begins it again at the next launch, and leaves nothing behind', async () => {
  const fleet = await aFleet('')
  const go = join(fleet.directory, 'go')
  const [report = '', idle = ''] = reports(fleet, [])
  begin(fleet, { review: 'verdict: gate', reviewer: [`wait_for: { file: ${go} }`, report, idle] })
  await fleet.launch()
  await fleet.eventually('message.submitted', event => event.worker === 'review-1')
  expect((await fleet.run('status')).stdout).toContain('sum: is being reviewed (review-1, round 1, at')
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  writeFileSync(go, '')
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)
  const events = fleet.events()
  expect(events.filter(({ kind }) => kind === 'review.asked')).toHaveLength(1)
  expect(events.filter(({ kind }) => kind === 'review.finished')).toHaveLength(1)
  expect((await fleet.run('why', 'sum')).stdout).toContain('review of sum: reviewed, nothing found')
  expect((await fleet.run('summary')).stdout).toContain('1 review: ')
  fleet.git('checkout', '-q', '--detach')
  expect((await fleet.run('land')).code).toBe(0)
  expect(await fleet.run('clean')).toMatchObject({ code: 0 })
  expect(fleet.git('worktree', 'list').split('\n')).toHaveLength(1)
})

test('a reviewer that ends its turn without a report is asked, then replaced, and then its review does not count', async () => {
  const fleet = await aFleet('')
  const policy = 'idle_after: 1s, ack_within: 1s, nudges: 1, restart: { max: 1 }'
  begin(fleet, { review: 'verdict: gate', reviewer: ['idle', 'idle', 'idle', 'idle'], policy })
  await fleet.launch()
  expect(await fleet.eventually('review.ended')).toMatchObject({ because: 'silent' })
  const asked = fleet.events().filter(event => event.kind === 'message.queued' && event.worker === 'review-1')
  expect(asked.map(event => (event.kind === 'message.queued' ? event.messageKind : ''))).toContain('nudge')
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(({ kind }) => kind === 'attention.raised')).toEqual([])
})
