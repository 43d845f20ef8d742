import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { Report } from '../../../src/core/events/report.ts'
import type { Verdict } from '../../../src/core/events/work-event.ts'
import type { Health } from '../../../src/core/model/health.ts'
import { aBonus, aProject, aWorker } from '../builders/a-project.ts'

const EVENING = Date.parse('2026-11-20T22:00:00.000Z')
const MINUTE = 60_000

/** Returns the time that is this many minutes after the start of the night. */
export function minute(minutes: number): number {
  return EVENING + minutes * MINUTE
}

const models = { worker: 'models' as never }
const api = { worker: 'api' as never }
const docs = { worker: 'docs' as never }

/**
 * One night, written as events only, so that a change of czar's rules does not change it. Worker models finishes at the first try. Worker
 * api is rejected and restarted, and finishes at the second try. Worker docs still has an open question at the end. The czar dies once, and
 * nobody begins the task bench.
 */
export function aNight(): readonly Journaled[] {
  const project = aProject({
    concurrency: 2,
    workers: [aWorker('models'), aWorker('api', { dependsOn: ['models' as never] }), aWorker('docs')],
    bonus: [aBonus('bench', { after: ['docs' as never] })],
  })
  const told: readonly (readonly [number, Event])[] = [
    [0, { kind: 'czar.started', epoch: 1, pid: 1, host: 'here', version: '0.1.0' }],
    [0, { kind: 'project.loaded', project }],
    [0, intends('start_agent:models:1', 'start_agent', 'models')],
    [0, given('a1', 'models')],
    [0, startsAgent('models', 1)],
    [1, { kind: 'effect.done', effect: 'start_agent:models:1' as never }],
    [1, feels('models', 'working', 'a turn runs')],
    [2, given('a2', 'docs')],
    [2, startsAgent('docs', 1)],
    [2, feels('docs', 'working', 'a turn runs')],
    [20, { kind: 'agent.usage', ...models, incarnation: 1, ...reading('s1', 600_000, 1.25) }],
    [28, says('models', 'done', 'the models are written')],
    [28, feels('models', 'working', 'claims to be done; being checked')],
    [29, shows('models', 'c0ffee01', 'feat(models): readings', ['src/models.ts', 'src/shared.ts'])],
    [30, checks('a1', 'models', 'verified', 'c0ffee01')],
    [30, feels('models', 'done', 'its work is verified at c0ffee01')],
    [
      31,
      {
        kind: 'worktree.ready',
        ...api,
        path: '/worktrees/api',
        branch: 'feat/api',
        startSha: 'b' as never,
        includes: ['c0ffee01' as never],
      },
    ],
    [31, given('a3', 'api')],
    [31, startsAgent('api', 1)],
    [32, feels('api', 'working', 'a turn runs')],
    [
      60,
      {
        kind: 'agent.turn',
        ...api,
        incarnation: 1,
        turn: 'waiting',
        waitingFor: 'permission',
        evidence: 'hook',
        strength: 'exact',
        text: 'rm',
      },
    ],
    [60, feels('api', 'waiting', 'waits for a permission')],
    [60, raises('api.permission', 'api', 'asks for a permission: rm -r build', 'czar attach api')],
    [90, { kind: 'person.answered', ...api, incarnation: 1, evidence: 'Enter' }],
    [90, { kind: 'agent.turn', ...api, incarnation: 1, turn: 'busy', waitingFor: null, evidence: 'hook', strength: 'exact', text: null }],
    [90, feels('api', 'working', 'a turn runs')],
    [90, { kind: 'attention.settled', key: 'api.permission', reason: 'it goes on' }],
    [100, says('docs', 'blocked', 'Which `tone` | <b>should</b> it have?\nFormal?')],
    [100, feels('docs', 'waiting', 'waits for an answer')],
    [100, raises('docs.question', 'docs', 'asks: Which `tone` | <b>should</b> it have? Formal?', 'czar tell docs "…"')],
    [110, says('api', 'done', 'all done, I promise')],
    [111, checks('a3', 'api', 'rejected', null, ['There is no commit of yours on feat/api'])],
    [111, { kind: 'message.queued', ...api, message: 'm5' as never, messageKind: 'rework', assignment: 'a3' as never, facts: {} }],
    [150, feels('api', 'idle', 'its turn ended and it claims nothing')],
    [155, { kind: 'message.queued', ...api, message: 'm6' as never, messageKind: 'nudge', assignment: 'a3' as never, facts: {} }],
    [156, feels('api', 'working', 'repairs what was rejected')],
    // From this minute to minute 200 no czar runs, because it was killed.
    [180, { kind: 'agent.novelty', ...api, incarnation: 1 }],
    [200, { kind: 'czar.started', epoch: 2, pid: 2, host: 'here', version: '0.1.0' }],
    [201, { kind: 'agent.exited', ...api, incarnation: 1, how: 'exited', status: 1, signal: null, lastScreen: 'oh' }],
    [201, feels('api', 'crashed', 'exited with status 1')],
    [202, intends('start_agent:api:2', 'start_agent', 'api')],
    [202, { kind: 'effect.failed', effect: 'start_agent:api:2' as never, reason: 'fork failed' }],
    [203, intends('start_agent:api:2', 'start_agent', 'api')],
    [203, startsAgent('api', 2)],
    [203, { kind: 'effect.done', effect: 'start_agent:api:2' as never }],
    [204, feels('api', 'working', 'a turn runs')],
    [210, { kind: 'agent.usage', ...api, incarnation: 2, ...reading('s2', 1_400_000, 3.5) }],
    [230, shows('api', 'c0ffee02', 'feat(api): retries', ['src/api.ts', 'src/shared.ts'])],
    [231, shows('docs', 'd0c5', 'docs', ['docs/guide.md', 'src/api.ts'])],
    [235, { kind: 'pull_request.seen', ...api, branch: 'feat/api', number: 7, url: 'https://github.com/o/n/pull/7' }],
    [238, says('api', 'done', 'committed this time')],
    [239, checks('a3', 'api', 'void', null)],
    [240, checks('a3', 'api', 'verified', 'c0ffee02')],
    [240, feels('api', 'done', 'its work is verified at c0ffee02')],
    [300, { kind: 'person.told', ...docs, text: 'formal, please' }],
    [420, feels('docs', 'waiting', 'waits for an answer; 1 person was told')],
  ]
  return told.map(([minutes, event], index) => ({ ...event, seq: index + 1, at: minute(minutes) }))
}

function intends(effect: string, action: string, worker: string): Event {
  return { kind: 'effect.intended', effect: effect as never, action, worker: worker as never, epoch: 1, reason: 'it is due' }
}

function given(assignment: string, worker: string): Event {
  const ids = { worker: worker as never, assignment: assignment as never, task: worker as never }
  return { kind: 'assignment.created', ...ids, assignmentKind: 'primary', fromSha: 'b' as never }
}

function startsAgent(worker: string, incarnation: number): Event {
  const place = { server: 's' as never, session: '$1' as never, pane: '%1' as never, pid: 1, pidStart: null }
  return { kind: 'agent.started', worker: worker as never, incarnation, ...place, resumed: null }
}

function feels(worker: string, health: Health, reason: string): Event {
  return { kind: 'health.changed', worker: worker as never, health, reason, evidence: [] } as unknown as Event
}

function says(worker: string, kind: Report['kind'], text: string): Event {
  const report = { seq: 1, at: 0, kind, assignment: null, text, plan: [], done: null, total: null }
  return { kind: 'report.received', worker: worker as never, report }
}

function shows(worker: string, head: string, subject: string, files: readonly string[]): Event {
  const lastCommit = { sha: head, subject, at: 0 }
  const activity = { branch: `feat/${worker}`, head, commitsSinceStart: 1, ahead: 1, behind: 0, files, dirty: 0, tree: head, lastCommit }
  return { kind: 'git.observed', worker, activity: { ...activity, unpushed: null, unpulled: null } } as unknown as Event
}

function checks(assignment: string, worker: string, verdict: Verdict, commit: string | null, reasons: readonly string[] = []): Event {
  const ids = { worker: worker as never, assignment: assignment as never, commit: commit as never }
  const outcome = { base: null, verdict, reasons, checks: [], log: null, tail: '', durationMs: 1 }
  return { kind: 'verification.finished', ...ids, ...outcome } as Event
}

function raises(key: string, worker: string, text: string, hint: string): Event {
  return { kind: 'attention.raised', key, worker: worker as never, text, hint }
}

function reading(session: string, output: number, usd: number) {
  return { session, tokens: { input: 0, output, cacheRead: 0, cacheWrite: 0 }, usd, contextTokens: null, context: null }
}
