import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Fleet } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aRealFleet, type RealFleet } from '../support/a-real-fleet.ts'
import { agentPid } from '../support/agent-pid.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { mergingSteps } from '../support/merging-steps.ts'
import type { RealAgent } from '../support/real-agent.ts'
import { story } from '../support/story.ts'

const BOTH = 'a\nb\nLEFT\nRIGHT\nd\n'

/** Two workers that change the same line. */
async function twoInConflict(agent: RealAgent, policy = '{}'): Promise<RealFleet> {
  const worker = (id: string) =>
    `  - id: ${id}\n    agent: ${agent.name}\n    accept: ["grep -q ${id.toUpperCase()} src/list.txt"]\n    task: Write ${id.toUpperCase()} into src/list.txt.\n`
  const fleet = await aRealFleet(agent, {
    workers: worker('left') + worker('right'),
    policy,
    answer: turn => {
      const content = `a\nb\n${turn.worker.toUpperCase()}\nd\n`
      return mergingSteps(agent, turn, { file: 'src/list.txt', content, merged: BOTH })[turn.step] ?? null
    },
  })
  add(fleet, 'src/list.txt', 'a\nb\nc\nd\n')
  return fleet
}

function add({ repository, git }: Fleet, file: string, content: string): void {
  mkdirSync(join(repository, 'src'), { recursive: true })
  writeFileSync(join(repository, file), content)
  git('add', '-A')
  git('commit', '-q', '-m', `Add ${file}`)
}

/** Checks that one tested tree has both changes, and that no person was needed. */
async function expectOneTree(fleet: Fleet): Promise<void> {
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  expect(fleet.git('show', 'omnibus/fleet:src/list.txt')).toBe(BOTH.trimEnd())
  expect((await until(fleet.status, ({ train }) => train?.tested.length === 2)).attention).toEqual([])
  expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
}

story(
  ['returned'],
  'of two tasks that conflict, the later one returns to its agent, which merges with its own tool, and one tested tree has both',
  async ({ agent }) => {
    const fleet = await twoInConflict(agent)
    expect(await fleet.launch()).toMatchObject({ code: 0, stderr: '' })
    await expectOneTree(fleet)

    const [returned, ...more] = fleetStory(fleet, 'train.returned')
    expect(more).toEqual([])
    const [queued] = fleetStory(fleet, 'message.queued').filter(({ messageKind }) => messageKind === 'rework')
    expect(queued?.worker).toBe(returned?.worker)
    const message = fleetStory(fleet, 'message.submitted').find(({ message: id }) => id === queued?.message)
    expect(message).toMatchObject({ strength: 'exact' })
    const ends = fleetStory(fleet, 'agent.exited', 'agent.ended').filter(({ worker }) => worker === returned?.worker)
    expect(ends.filter(({ seq }) => seq < (message?.seq ?? 0))).toEqual([])
    const kept = readFileSync(join(fleet.projectDir, 'texts', `${message?.message}.txt`), 'utf8')
    const received = fleet.model.requests().flatMap(texts => texts.filter(text => text.startsWith(`[czar ${message?.message} ·`)))[0]
    expect(received).toBe(agent.texts.sent(kept))
    const [other = ''] = ['left', 'right'].filter(id => id !== returned?.worker)
    expect(kept).toContain(`Write ${other.toUpperCase()} into src/list.txt.`)
    expect(kept).toMatch(/What it changed: `git diff --no-ext-diff [0-9a-f]+\.\.\.[0-9a-f]+ -- src\/list\.txt`/)
  },
)

story(
  ['ended'],
  'a conflicting task whose agent was killed after the proof returns to a fresh agent, which merges the commit that its brief names',
  async ({ agent }) => {
    const fleet = await twoInConflict(
      agent,
      '{ restart: { backoff: 100ms..1s }, merge: { test: ["while test -f ~/hold; do sleep 0.1; done"] } }',
    )
    const hold = join(fleet.directory, 'hold')
    writeFileSync(hold, '')
    await fleet.launch()
    // The tests of the first task's merged tree are still running. Work that is proven later conflicts with that tree.
    const [, later] = await until(
      () => fleetStory(fleet, 'verification.finished').filter(({ verdict }) => verdict === 'verified'),
      ({ length }) => length === 2,
      { timeoutMs: agent.patienceMs, what: 'two proofs' },
    )
    const task = `${later?.worker}`
    const last = fleetStory(fleet, 'agent.started').findLast(({ worker }) => worker === task)?.incarnation ?? 1
    process.kill(agentPid(fleet, task, last), 'SIGKILL')
    await fleet.eventually('agent.exited', ({ worker }) => worker === task)
    rmSync(hold)
    await expectOneTree(fleet)
    expect(
      fleetStory(fleet, 'agent.started')
        .filter(({ worker }) => worker === task)
        .at(-1)?.incarnation,
    ).toBe(last + 1)
    expect(fleetStory(fleet, 'train.returned')).toMatchObject([{ task }])
  },
)

const SUM = 'echo $(($1 + $2))\n'
const MENDED = ['run: "echo \'echo $((${1:-0} + ${2:-0}))\' > src/sum.sh; git commit -qam mended"', 'done: "and says 0 without any"']

/** A scripted worker whose work has a fault. */
function anAuthor(): string {
  const steps = ['ack: "src/sum.sh adds"', `edit: { file: src/sum.sh, text: ${JSON.stringify(SUM)} }`, 'commit: "sum"', 'done: "it adds"']
  const block = (kind: string, list: readonly string[]) =>
    `      \`\`\`scripted${kind}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n\n`
  const blocks = [block('', steps), block(' rework', MENDED), block(' again', MENDED)]
  return `  - id: sum\n    accept: ["test \\"$(sh src/sum.sh 1 2)\\" = 3"]\n    task: |\n      Write src/sum.sh, which says 0 without arguments.\n\n${blocks.join('')}`
}

story(
  ['review'],
  'as a reviewer the agent reads the changes, reports a finding that czar confirms, and reports none in the second review',
  async ({ agent }) => {
    const finding = {
      path: 'src/sum.sh',
      line: 1,
      severity: 'major',
      claim: 'without arguments it prints an error',
      evidence: { command: 'test "$(sh src/sum.sh)" = 0' },
    }
    const seen: string[] = []
    const fleet = await aRealFleet(agent, {
      workers: anAuthor(),
      policy: `{ review: { by: ${agent.name}, verdict: gate } }`,
      answer: ({ worker, assignment, worktree, text, step, result }) => {
        if (step === 1) seen.push(result)
        const [, diff = ''] = /`(git diff --no-ext-diff [0-9a-f]+ [0-9a-f]+)` shows them whole/.exec(text) ?? []
        const findings = worker === 'review-1' ? [finding] : []
        const report = `czar report review --task ${assignment} --file findings.json`
        const file = { write: `${worktree}/findings.json`, content: `${JSON.stringify({ findings }, null, 2)}\n` }
        return [{ run: diff }, file, { run: report }, { say: 'Reviewed.' }][step] ?? null
      },
    })
    await fleet.launch()
    await fleet.eventually('project.finished', ({ verified }) => verified === 1)

    expect(seen[0]).toContain('echo $(($1 + $2))')
    expect(fleetStory(fleet, 'review.finished').map(({ findings }) => findings.map(({ outcome }) => outcome))).toEqual([['shown'], []])
    expect(fleetStory(fleet, 'review.returned')).toMatchObject([{ worker: 'sum' }])
    expect(fleet.git('show', 'omnibus/fleet:src/sum.sh')).toContain(':-0')
    expect(fleetStory(fleet, 'agent.turn').filter(({ turn }) => turn === 'waiting')).toEqual([])
    expect(fleet.status().attention).toEqual([])
    expect(fleet.git('worktree', 'list').split('\n')).toHaveLength(2)
  },
)
