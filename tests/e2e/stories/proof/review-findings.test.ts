import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { effectIdOf } from '../../../../src/core/events/effect-id.ts'
import type { Report } from '../../../../src/core/events/report.ts'
import type { Finding } from '../../../../src/core/events/review/findings.ts'
import type { CheckedFinding } from '../../../../src/core/events/review/review-event.ts'
import type { CommitSha, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import type { WorkerConfig } from '../../../../src/core/model/project.ts'
import { checkFindings } from '../../../../src/supervisor/effects/review/check-findings.ts'
import { withWorker } from '../../../adapters/git/support/repository.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { createWorld, happen, type World } from '../../../support/worlds/world.ts'
import { handsThatCheck, recordIn } from '../../support/hands-that-check.ts'

const REVIEW = 'review-1' as WorkerId

interface Scene {
  /** The files before the work, and the files that the work wrote. */
  readonly before: Readonly<Record<string, string>>
  readonly work: Readonly<Record<string, string>>
  readonly author?: Partial<WorkerConfig>
  readonly policy?: Partial<Policy>
}

/** Runs real git and real commands. Returns the outcomes of these findings about the work, as their commands show them. */
async function aCheck({ before, work, author = {}, policy = {} }: Scene) {
  const { git, run, folder, commit, made } = await withWorker()
  const from = await commit(before, made.path)
  const proven = await commit(work, made.path)
  const project = { ...aProject({ workers: [aWorker('one', { accept: ['test -d .'], ...author })] }), policy: { ...aPolicy, ...policy } }
  const world = createWorld(project, () => 0)
  const hands = handsThatCheck(world, { project, git, folder })
  prove(world, proven)
  const check = async (...findings: readonly Finding[]): Promise<readonly CheckedFinding[]> => {
    ask(world, { from, proven, findings })
    const reviewer = world.state.workers[REVIEW]
    if (reviewer === undefined) throw new Error('no reviewer')
    const effect = effectIdOf({ do: 'check_findings', worker: REVIEW })
    const record = recordIn(world, effect, REVIEW)
    const [done] = await checkFindings(hands, { state: world.state, reviewer, signal: new AbortController().signal, record })
    if (done?.kind !== 'review.finished') throw new Error(`not finished: ${done?.kind}`)
    expect(run(['worktree', 'list'])).not.toContain('findings')
    return done.findings
  }
  return { check, folder, run, path: made.path, log: join(folder, 'logs', 'review-1-findings.log') }
}

function prove(world: World, commit: CommitSha): void {
  const [task, worker] = ['one' as TaskId, 'one' as WorkerId]
  const assignment = 'one.1' as never
  happen(
    world,
    { kind: 'assignment.created', worker, assignment, task, assignmentKind: 'primary', fromSha: commit },
    {
      kind: 'verification.finished',
      worker,
      assignment,
      commit,
      base: null,
      verdict: 'verified',
      reasons: [],
      checks: [],
      log: null,
      tail: '',
      durationMs: 1,
    },
  )
}

function ask(world: World, { from, proven, findings }: { from: CommitSha; proven: CommitSha; findings: readonly Finding[] }): void {
  const config = aWorker(REVIEW, { reviews: { task: 'one' as TaskId, commit: proven, from } })
  const about = { worker: REVIEW, task: 'one' as TaskId, commit: proven, assignment: 'one.1' as never, author: 'one' as WorkerId }
  const report: Report = {
    seq: 1,
    at: 0,
    kind: 'review',
    assignment: null,
    text: '',
    plan: [],
    done: null,
    total: null,
    findings: [...findings],
  } as const
  happen(
    world,
    { kind: 'review.asked', config, ...about, round: 1, verdict: 'gate' },
    {
      kind: 'assignment.created',
      worker: REVIEW,
      assignment: 'review-1.1' as never,
      task: REVIEW as never,
      assignmentKind: 'primary',
      fromSha: proven,
    },
    { kind: 'report.received', worker: REVIEW, report },
  )
}

const by = (command: string, path = 'sum.sh'): Finding => ({ path, line: null, severity: 'major', claim: 'wrong', evidence: { command } })
const outcomes = (findings: readonly CheckedFinding[]) => findings.map(({ outcome }) => outcome)

describe("a review's finding", () => {
  test('whose command fails at the commit and not before it counts as shown, with the end of the output', async () => {
    const { check, log } = await aCheck({ before: { 'sum.sh': 'echo 3\n' }, work: { 'sum.sh': 'echo 4\n' } })
    const [shown, passes, told] = await check(by('sh sum.sh; test "$(sh sum.sh)" = 3'), by('test "$(sh sum.sh)" = 4'), {
      ...by(''),
      evidence: { lines: 'echo 4' },
    })
    expect(shown).toMatchObject({ outcome: 'shown', tail: expect.stringContaining('4') })
    expect(passes).toMatchObject({ outcome: 'passes', tail: '' })
    expect(told).toMatchObject({ outcome: 'lines' })
    expect(readFileSync(log, 'utf8')).toContain('$ sh sum.sh; test')
  })

  test('whose command failed before the work too does not blame the author, however it failed', async () => {
    const { check } = await aCheck({ before: { 'sum.sh': 'echo 5\n' }, work: { 'sum.sh': 'echo 4\n' } })
    expect(outcomes(await check(by('sh sum.sh; test "$(sh sum.sh)" = 3'), by('exit 1'), by('echo no; exit 3', 'none.txt')))).toEqual([
      'before',
      'before',
      'before',
    ])
  })

  test('about a new file counts as shown although the file is missing before, because that is another failure', async () => {
    const { check } = await aCheck({ before: { 'a.txt': 'a\n' }, work: { 'sum.sh': 'echo 4\n', tool: 'exit 1\n' } })
    expect(outcomes(await check(by('sh sum.sh; test "$(sh sum.sh)" = 3'), by('echo it says; sh ./tool', 'tool')))).toEqual([
      'shown',
      'shown',
    ])
  })

  test("whose command changes the tree, leaves files, or needs another one's files does not affect other findings", async () => {
    const { check, path, run } = await aCheck({ before: { 'sum.sh': 'echo 3\n' }, work: { 'sum.sh': 'echo 3 # \n' } })
    const found = await check(
      by('rm -rf .git sum.sh; echo bad > sum.sh; touch left; true'),
      by('test -f sum.sh && sh sum.sh'),
      by('test ! -e left'),
      by('git commit -q --allow-empty -m mine; true'),
    )
    expect(outcomes(found)).toEqual(['passes', 'passes', 'passes', 'passes'])
    expect(run(['status', '--porcelain'], path)).toBe('')
    expect(run(['log', '-1', '--format=%s', 'feat/a'])).not.toBe('mine')
  })

  test('whose command fails once and then passes is not shown', async () => {
    const { check, folder } = await aCheck({ before: { 'a.txt': 'a\n' }, work: { 'a.txt': 'b\n' } })
    const flag = join(folder, 'flag')
    expect(outcomes(await check(by(`test -e '${flag}' || { touch '${flag}'; exit 1; }`)))).toEqual(['passes'])
    expect(existsSync(flag)).toBe(true)
  })

  test('whose command does not end, names no program, or kills its parent is not shown', async () => {
    const verify = { ...aPolicy.verify, timeoutMs: 500 }
    const { check } = await aCheck({ before: { 'a.txt': 'a\n' }, work: { 'a.txt': 'b\n' }, policy: { verify } })
    const found = await check(by('sleep 60'), by('no-such-program-here'), by('kill -9 $PPID'))
    expect(outcomes(found)).toEqual(['not_run', 'not_run', 'not_run'])
    expect(found.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('did not end in time'),
      expect.stringContaining('could not be run'),
      expect.stringContaining('killed the process'),
    ])
  })

  test("has its command run after the author's setup and in its environment, without czar and without secrets", async () => {
    const { check } = await aCheck({
      before: { 'a.txt': 'a\n' },
      work: { 'a.txt': 'b\n' },
      author: { setup: ['echo made > setup.txt'], env: { COLOUR: 'green' } },
    })
    expect(
      outcomes(
        await check(
          by('test "$(cat setup.txt)" = made'),
          by('test "$COLOUR" = green'),
          by('test -z "$CZAR_WORKER$CZAR_PROJECT_DIR$ANTHROPIC_API_KEY"'),
        ),
      ),
    ).toEqual(['passes', 'passes', 'passes'])
  })

  test('has its command run only if permissions with "otherwise: deny" allow it to an agent', async () => {
    const permissions = { allow: ['Bash(sh sum.sh*)'], otherwise: 'deny' } as const
    const { check } = await aCheck({ before: { 'sum.sh': 'exit 0\n' }, work: { 'sum.sh': 'exit 1\n' }, policy: { permissions } })
    const found = await check(by('sh sum.sh'), by('sh sum.sh; rm -rf .'), by('test -d .'), by('cat /etc/passwd; false'))
    expect(outcomes(found)).toEqual(['shown', 'not_run', 'passes', 'not_run'])
    expect(found[1]?.reason).toContain('policy.permissions')
  })
})
