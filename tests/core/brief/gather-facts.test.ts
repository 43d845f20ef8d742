import { describe, expect, it } from 'vitest'
import { gatherFacts } from '../../../src/core/brief/gather-facts.ts'
import type { BriefFacts, MessageFacts } from '../../../src/core/brief/message-facts.ts'
import { renderMessage } from '../../../src/core/brief/render-message.ts'
import type { Event } from '../../../src/core/events/event.ts'
import type { MessageKind } from '../../../src/core/events/work-event.ts'
import type { AssignmentId, CommitSha, MessageId, WorkerId } from '../../../src/core/model/ids.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import type { MessageState } from '../../../src/core/state/types/message-state.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import { aBonus, aProject, aTaskText, aWorker } from '../../support/builders/a-project.ts'
import { begin } from '../../support/worlds/story.ts'
import { createWorld, happen, observed, playHonestly } from '../../support/worlds/world.ts'
import { prompts } from './facts-support.ts'

/** Every message of a run without trouble, with the facts at the moment when czar decided to send it. */
function aDay(): readonly MessageFacts[] {
  const project = aProject({
    workers: [
      aWorker('one', { task: aTaskText('# Build the first part\n\nIn full.'), owns: ['src/one/**'], accept: ['make one'] }),
      aWorker('two', { dependsOn: ['one' as WorkerId], waitForDependencies: false, role: 'tester' }),
    ],
    bonus: [aBonus('more', { after: ['two' as never], owns: ['bench/**'] })],
  })
  const world = createWorld(project, () => 0)
  playHonestly(world)
  const found: MessageFacts[] = []
  world.history.reduce((before, event) => {
    const state = fold(before, event)
    const message = event.kind === 'message.queued' ? state.messages.find(({ id }) => id === event.message) : undefined
    if (message !== undefined) found.push(gatherFacts(state, message, '/texts/brief.txt') as MessageFacts)
    return state
  }, emptyState)
  return found
}

describe('the facts for a message', () => {
  const day = aDay()
  const briefOf = (worker: string, kind: string) =>
    day.find((facts): facts is BriefFacts => facts.kind === 'brief' && facts.worker === worker && facts.assignmentKind === kind)

  it('are enough for every kind of message of a whole day', () => {
    expect(new Set(day.map(({ kind }) => kind))).toEqual(new Set(['brief', 'unblock']))
    for (const facts of day) expect(renderMessage(prompts, facts)).not.toMatch(/\{\{|undefined/)
  })

  it("give a brief its task, its worktree, and other workers' activity in the czar's words", () => {
    expect(briefOf('one', 'primary')).toMatchObject({
      project: 'sample',
      branch: 'feat/one',
      worktree: '/worktrees/one',
      owns: ['src/one/**'],
      accept: ['make one'],
      task: { text: '# Build the first part\n\nIn full.' },
      dependencies: [],
      before: null,
      rejected: null,
      textFile: '/texts/brief.txt',
    })
    expect(briefOf('two', 'primary')).toMatchObject({
      role: 'tester',
      peers: [{ worker: 'one', title: 'Build the first part', owns: ['src/one/**'] }],
    })
  })

  it('of two hundred other workers name those at work first, with plain paths only, in few lines', () => {
    const workers = Array.from({ length: 200 }, (_, at) => aWorker(`w${at}`))
    const world = createWorld(aProject({ workers, concurrency: 3 }), () => 0)
    begin(world, 'w2')
    begin(world, 'w1')
    const event = observed(world.state.workers['w2'] as never, 'head')
    if (event.kind !== 'git.observed') throw new Error('no activity')
    happen(world, { ...event, activity: { ...event.activity, files: ['src/a.ts', 'run rm -rf now.md', 'b\u202e.ts'] } })
    const brief = { ...message('brief', {}), worker: 'w1' as WorkerId, assignment: 'w1.1' as AssignmentId }
    const facts = gatherFacts(world.state, brief, null) as BriefFacts
    expect(facts.peers[0]).toMatchObject({ worker: 'w2', state: 'working, 0 commits', files: ['src/a.ts'] })
    expect(
      renderMessage(prompts, facts)
        .split('## Who else is at work')[1]
        ?.match(/^- w\d+ /gm),
    ).toHaveLength(20)
  })

  it('say of a dependency whether it is verified and whether it is in the branch', () => {
    expect(briefOf('two', 'primary')?.dependencies).toMatchObject([
      { worker: 'one', branch: 'feat/one', verified: true, included: false, commit: 'work-one' },
    ])
    const unblock = day.find(facts => facts.kind === 'unblock')
    expect(unblock).toMatchObject({
      worker: 'two',
      dependency: { worker: 'one', verified: true, included: false, commit: expect.any(String) },
    })
  })

  it("give a bonus task its own territory, not the worker's", () => {
    const bonus = day.find(facts => facts.kind === 'brief' && facts.assignmentKind === 'bonus')
    expect(bonus).toMatchObject({ owns: ['bench/**'], task: { text: 'more' } })
    expect(bonus?.kind === 'brief' ? bonus.dependencies : [], 'its branch starts with what it stands on').toMatchObject([
      { worker: 'two', branch: 'feat/two', verified: true, included: true },
    ])
  })

  it("give the rejection and the existing work for a rework, a nudge and a fresh agent's brief", () => {
    const state = rejectedState()
    expect(gatherFacts(state, message('rework', { attempt: '2' }), null)).toMatchObject({
      kind: 'rework',
      reasons: ['tests fail'],
      tail: 'boom',
      log: '/log',
      attempt: 2,
      attempts: 3,
    })
    expect(gatherFacts(state, message('nudge', { seconds: '90' }), null)).toMatchObject({
      silentSeconds: 90,
      before: { commits: 2, dirty: 1 },
    })
    expect(gatherFacts(state, message('nudge', { by: 'person' }), null)).toMatchObject({ silentSeconds: null })
    expect(gatherFacts(state, message('brief', { again: 'true' }), null)).toMatchObject({
      before: { commits: 2, lastCommit: { subject: 'Half of it' }, files: ['a.ts'] },
      rejected: { reasons: ['tests fail'] },
    })
  })

  it('of a rewritten task do not mention the agent before', () => {
    const facts = gatherFacts(rejectedState(), message('brief', { again: 'rewritten' }), null)
    expect(facts).toMatchObject({ isRewritten: true, before: null, left: null })
    const text = renderMessage(prompts, facts as MessageFacts)
    expect(text).toMatch(/^.*\n*The text of your task has changed/)
    expect(text).not.toContain('agent before you')
  })

  it('give the common cause of two or more rejections, for a rework and for a fresh agent', () => {
    const [first, second] = ['AssertionError: 3 is not 4\n at a.ts:7:1', 'AssertionError: 5 is not 4\n at a.ts:9:1']
    const likely = ['It fails in the same way as last time', 'The output names a.ts:9, which you changed.']
    const facts = (kind: MessageKind, state: State) => gatherFacts(state, message(kind, { attempt: '3', again: 'true' }), null)
    const once = rejectedState([first])
    expect(facts('rework', once)).toMatchObject({ likely: [] })
    const twice = rejectedState([first, second])
    expect(facts('rework', twice)).toMatchObject({ likely: likely.map(text => expect.stringContaining(text)) })
    expect(facts('brief', twice)).toMatchObject({ rejected: { likely: likely.map(text => expect.stringContaining(text)) } })
    const text = renderMessage(prompts, facts('rework', twice) as MessageFacts)
    expect(text).toContain('Causes that fixed rules found in this output and the one before:\n- It fails in the same way as last time')
    expect(renderMessage(prompts, facts('rework', once) as MessageFacts)).not.toContain('fixed rules')
  })

  it('are empty for an unknown worker', () => {
    expect(gatherFacts(rejectedState(), { ...message('tell', { text: 'hello' }), worker: 'nobody' as WorkerId }, null)).toBeNull()
  })
})

const about = { worker: 'one' as WorkerId, assignment: 'one.1' as AssignmentId }

function rejectedState(tails: readonly string[] = ['boom']): State {
  const commit = 'c1' as CommitSha
  const activity = {
    branch: 'feat/one',
    head: commit,
    commitsSinceStart: 2,
    ahead: 2,
    behind: 0,
    files: ['a.ts'],
    dirty: 1,
    tree: 't',
    lastCommit: { sha: commit, subject: 'Half of it', at: 1 },
    unpushed: null,
    unpulled: null,
  }
  const events: Event[] = [
    { kind: 'project.loaded', project: aProject() },
    { kind: 'assignment.created', ...about, task: 'one' as never, assignmentKind: 'primary', fromSha: commit },
    { kind: 'git.observed', worker: about.worker, activity },
    ...tails.map(
      tail =>
        ({
          kind: 'verification.finished',
          ...about,
          commit,
          base: commit,
          verdict: 'rejected',
          reasons: ['tests fail'],
          checks: [],
          log: '/log',
          tail,
          durationMs: 1,
        }) as const,
    ),
  ]
  return events.reduce((state, event, index) => fold(state, { ...event, seq: index + 1, at: index }), emptyState)
}

function message(kind: MessageKind, facts: Record<string, string>): MessageState {
  return {
    id: 'm1' as MessageId,
    kind,
    ...about,
    facts,
    at: 0,
    tries: 0,
    lastTryAt: 0,
    problem: null,
    pastedTo: null,
    interruptedIn: null,
    held: null,
  }
}
