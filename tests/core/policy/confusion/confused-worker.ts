import type { GitActivity, OwnActivity } from '../../../../src/core/events/worktree-event.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { Project } from '../../../../src/core/model/project.ts'
import { findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aTaskText, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, assignmentOf, begin, say, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'

const PARSER = `Write a parser for arithmetic expressions. It reads numbers, brackets and the four operators, knows their
precedence, and reports the column of a syntax mistake. Cover it with unit tests.`
const INVOICES = `Send invoices by mail. Every month the customers get a letter with their balance, their address and
a payment slip; reminders follow after thirty days.`

/** Worker one owns src/parser and is at work. Worker two owns src/mail, and .github is protected. */
export function aTeam(over: Partial<Project> = {}): World {
  const world = aStory({
    workers: [
      aWorker('one', { task: aTaskText(PARSER), owns: ['src/parser/**'], accept: ['npm test'] }),
      aWorker('two', { task: aTaskText(INVOICES), owns: ['src/mail/**'] }),
    ],
    policy: { ...aPolicy, protect: ['.github/**'] },
    ...over,
  })
  begin(world, 'one')
  return world
}

/** The confusion found in worker one, as `matter weight`. */
export function found(world: World): readonly string[] {
  return findConfusions(world.state, workerOf(world, 'one')).map(({ matter, weight }) => `${matter} ${weight}`)
}

export function look(world: World, over: Partial<GitActivity>): void {
  const event = observed(workerOf(world, 'one'), 'head')
  if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, ...over } })
}

/** Files that worker one itself changed since it got its task. */
export function made(world: World, own: Partial<OwnActivity>): void {
  look(world, { own: { from: assignmentOf(world, 'one').fromSha ?? sha('start'), subjects: [], files: [], ...own } })
}

export function asks(world: World, text: string): void {
  const about = { worker: 'one' as WorkerId, incarnation: 1 }
  say(world, { kind: 'agent.turn', ...about, turn: 'waiting', waitingFor: 'answer', evidence: 'hook', strength: 'exact', text })
}
