import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { effectIdOf } from '../../../../src/core/events/effect-id.ts'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import type { WorkerConfig } from '../../../../src/core/model/project.ts'
import type { Artefact, StageConfig } from '../../../../src/core/model/stages/stage.ts'
import { verify } from '../../../../src/supervisor/effects/checks/verify-claim.ts'
import { withWorker } from '../../../adapters/git/support/repository.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aReport, createWorld, happen } from '../../../support/worlds/world.ts'
import { handsThatCheck, recordIn } from '../../support/hands-that-check.ts'

const [FIRST, TASK] = ['first' as WorkerId, 'a' as TaskId]

interface Scene {
  readonly owes?: Artefact
  /** Whether the stage may send work back. */
  readonly mayReturn?: boolean
  readonly worker?: Partial<WorkerConfig>
  readonly policy?: Partial<Policy>
  /** Whether the branch of the stage contains the work of the stage before. */
  readonly contains?: boolean
}

/** Worker a does the second stage. The first one wrote src/sum.sh. Returns the event of czar's check of its claim. */
async function aStage({ owes = { kind: 'branch' }, mayReturn = true, worker = {}, policy = {}, contains = true }: Scene = {}) {
  const { git, run, folder, commit, made, repo } = await withWorker()
  run(['checkout', '-q', '-b', 'feat/first'])
  const proven = await commit({ 'src/sum.sh': 'echo $(($1 + $2))\n' }, repo)
  run(['checkout', '-q', 'main'])
  if (contains) run(['merge', '-q', '--ff-only', proven], made.path)
  const backTo = mayReturn ? { stage: 'implement', worker: FIRST, times: 2 } : null
  const stage: StageConfig = { of: 'sum' as WorkerId, id: 'test', number: 2, count: 2, last: 'a' as WorkerId, owes, needs: [], backTo }
  const workers = [aWorker('first'), aWorker('a', { stage, dependsOn: [FIRST], ...worker })]
  const project = { ...aProject({ workers }), policy: { ...aPolicy, ...policy } }
  const world = createWorld(project, () => 0)
  const hands = handsThatCheck(world, { project, git, folder })
  const done = { base: null, reasons: [], checks: [], log: null, tail: '', durationMs: 1 } as const
  const start = contains ? proven : made.startSha
  happen(
    world,
    {
      kind: 'assignment.created',
      worker: FIRST,
      assignment: 'first.1' as never,
      task: 'first' as TaskId,
      assignmentKind: 'primary',
      fromSha: made.startSha,
    },
    { kind: 'verification.finished', worker: FIRST, assignment: 'first.1' as never, commit: proven, verdict: 'verified', ...done },
    { kind: 'worktree.ready', worker: 'a' as WorkerId, ...made, startSha: start, includes: [] },
    {
      kind: 'assignment.created',
      worker: 'a' as WorkerId,
      assignment: 'a.1' as never,
      task: TASK,
      assignmentKind: 'primary',
      fromSha: start,
    },
  )
  const claim = async (fails?: string) => {
    happen(world, { kind: 'report.received', worker: 'a' as WorkerId, report: aReport('done', fails === undefined ? {} : { fails }) })
    const { state } = world
    const [worker, assignment, task] = [state.workers['a'], state.assignments['a.1'], state.tasks['a']]
    if (worker === undefined || assignment === undefined || task === undefined) throw new Error('no claim')
    const effect = effectIdOf({ do: 'verify', assignment: assignment.id })
    const record = recordIn(world, effect, worker.id)
    const [event] = await verify(hands, {
      state,
      worker,
      assignment,
      task,
      announce: () => {},
      signal: new AbortController().signal,
      record,
    })
    if (event === undefined) throw new Error('no event')
    happen(world, event)
    return event
  }
  return { claim, commit: (files: Record<string, string>) => commit(files, made.path), path: made.path, run, proven }
}

/** What the worker is told about a rejected claim. */
const reasons = (event: object): string => ('reasons' in event ? (event.reasons as readonly string[]).join(' ') : JSON.stringify(event))

describe('a claim that earlier work is wrong', () => {
  test('counts if its command fails twice at the claimed commit, where the new test is', async () => {
    const { claim, commit, proven } = await aStage()
    const tests = await commit({ 'tests/sum.sh': 'test "$(sh src/sum.sh)" = 0\n' })
    expect(await claim('sh tests/sum.sh')).toMatchObject({
      kind: 'stage.disproved',
      task: 'a',
      fault: { command: 'sh tests/sum.sh', commit: tests, about: proven, tail: expect.stringContaining('expecting primary') },
    })
  })

  test('needs no commit, if a command shows the fault without one', async () => {
    const { claim, proven } = await aStage()
    expect(await claim('test "$(sh src/sum.sh)" = 0')).toMatchObject({ kind: 'stage.disproved', fault: { commit: proven } })
  })

  test.each([
    ['succeeds', 'true', 'shows no fault: it succeeds at'],
    ['fails only once', 'test -e /tmp/none || ! mkdir "$HOME/once"', 'shows no fault: it succeeds at'],
    ['names no program', 'no-such-program', 'the program that it names could not be run'],
    ['does not end', 'sleep 60', 'it did not end in time'],
  ])('is rejected if its command %s', async (_, command, message) => {
    const { claim } = await aStage({ policy: { verify: { ...aPolicy.verify, timeoutMs: 500 } } })
    const event = await claim(command)
    expect(event).toMatchObject({ kind: 'verification.finished', verdict: 'rejected' })
    expect(reasons(event)).toContain(message)
  })

  test('is rejected in a stage that sends nothing back', async () => {
    const { claim } = await aStage({ mayReturn: false })
    expect(reasons(await claim('false'))).toContain('Your task sends no work back')
  })

  test('is rejected if permissions forbid the command', async () => {
    const { claim } = await aStage({ policy: { permissions: { allow: [], otherwise: 'deny' } } })
    expect(reasons(await claim('curl http://127.0.0.1:1/'))).toContain('policy.permissions does not allow it')
  })

  test('is rejected if files are uncommitted, or outside of its territory', async () => {
    const { claim, commit, path } = await aStage({ worker: { owns: ['tests/**'] } })
    writeFileSync(join(path, 'left.txt'), 'x')
    expect(reasons(await claim('false'))).toContain('uncommitted path')
    await commit({ 'left.txt': 'x' })
    expect(reasons(await claim('false'))).toContain('outside your territory')
  })
})

describe('a stage', () => {
  test('must contain the proven work of the stage before', async () => {
    const { claim, commit, run, path, proven } = await aStage({ contains: false })
    await commit({ 'tests/a.sh': 'true\n' })
    expect(reasons(await claim())).toContain(`does not contain the proven work of first: git merge --no-edit ${proven.slice(0, 12)}`)
    run(['merge', '-q', '--no-edit', proven], path)
    expect(await claim()).toMatchObject({ verdict: 'verified' })
  })

  test('must deliver its file in the commit: an ignored or empty file does not count', async () => {
    const path = 'results/sum/spec.md'
    const { claim, commit, run, path: folder } = await aStage({ owes: { kind: 'file', path, headings: ['Criteria'], schema: null } })
    await commit({ '.gitignore': 'results\n', 'notes.md': 'x\n' })
    mkdirSync(join(folder, 'results/sum'), { recursive: true })
    writeFileSync(join(folder, path), '# Criteria\n')
    expect(reasons(await claim())).toContain(`must deliver the file ${path}, and your commit does not have it`)
    run(['add', '-f', path], folder)
    run(['commit', '-q', '-m', 'spec'], folder)
    expect(await claim()).toMatchObject({ verdict: 'verified' })
  })

  test('delivers the file itself: a symbolic link to a file of that form does not count', async () => {
    const path = 'results/sum/spec.md'
    const { claim, commit, path: folder } = await aStage({ owes: { kind: 'file', path, headings: [], schema: null } })
    await commit({ 'docs/spec.md': '# Criteria\n' })
    mkdirSync(join(folder, 'results/sum'), { recursive: true })
    symlinkSync('../../docs/spec.md', join(folder, path))
    await commit({})
    expect(reasons(await claim())).toContain(
      `must deliver the file ${path}, and your commit has a symbolic link there: commit the file itself`,
    )
    rmSync(join(folder, path))
    await commit({ [path]: '# Criteria\n' })
    expect(await claim()).toMatchObject({ verdict: 'verified' })
  })

  test('that delivers findings sends work back if a serious one is shown, and is proven if none is', async () => {
    const path = 'results/sum/review.json'
    const { claim, commit } = await aStage({ owes: { kind: 'findings', path } })
    const finding = (severity: string, command: string) => ({
      path: 'src/sum.sh',
      line: 1,
      severity,
      claim: 'wrong',
      evidence: { command },
    })
    const write = (...findings: readonly object[]) => commit({ [path]: JSON.stringify({ findings }) })
    await commit({ [path]: '{' })
    expect(reasons(await claim())).toContain(`${path} is not JSON`)
    await write(finding('note', 'false'), finding('critical', 'true'), finding('major', 'test "$(sh src/sum.sh)" = 0'))
    expect(await claim()).toMatchObject({ kind: 'stage.disproved', fault: { command: 'test "$(sh src/sum.sh)" = 0', words: '"wrong"' } })
  })

  test('whose findings show nothing serious is proven', async () => {
    const path = 'results/sum/review.json'
    const { claim, commit } = await aStage({ owes: { kind: 'findings', path } })
    await commit({
      [path]: JSON.stringify({ findings: [{ path: 'a', line: null, severity: 'note', claim: 'x', evidence: { command: 'false' } }] }),
    })
    expect(await claim()).toMatchObject({ verdict: 'verified' } satisfies { verdict: string })
  })
})
