import type { TaskId } from '../../src/core/model/ids.ts'
import { CONDUCT } from './behaviours.ts'
import type { TaskPlan } from './plan-sprint.ts'
import { TOPICS, type Topic } from './topics.ts'
import type { Life, Mind, Seat, Work, World } from './world.ts'

/** The head of an agent that has been told nothing yet; a trouble that was before comes back at times. */
export function freshMind({ plan }: World, seat: Seat): Mind {
  const own = plan.tasks.get(seat.id as string as TaskId)
  const wasTroubled = seat.remembered !== null
  const isTroubled = !wasTroubled || seat.behaviour.trouble === 'crash_loop' || seat.random.chance(CONDUCT.troubleComesBack)
  return {
    task: null,
    assignment: null,
    misreads: null,
    speaksOfOther: false,
    trouble: isTroubled ? seat.behaviour.trouble : 'none',
    troubleAtStep: Math.floor(seat.random.between(1, Math.max(2, (own?.steps ?? 4) - 2))),
    condition: 'fine',
    hasChildren: false,
    context: 0.08,
    tokens: 0,
    hasAcknowledged: false,
    hasClaimed: false,
  }
}

/** A session that is resumed: all it knew, and at times what was the matter with it. */
export function resumedMind(seat: Seat, remembered: Mind): Mind {
  const fresh = { ...remembered, condition: 'fine' as const, hasChildren: false }
  if (remembered.trouble === 'none' && remembered.condition !== 'fine' && seat.random.chance(CONDUCT.troubleComesBack))
    return { ...fresh, trouble: seat.behaviour.trouble }
  return fresh
}

/** Takes up a task: whoever has it first may misread it as planned, a later one often does so again. */
export function takeUp({ world, seat, agent }: Life, task: TaskId): void {
  const { mind } = agent
  const plan = taskOf(world, task)
  if (mind.task === task) return
  mind.task = task
  mind.hasClaimed = false
  mind.hasAcknowledged = false
  mind.condition = 'fine'
  const misreadsAgain = !world.misread.has(task) || seat.random.chance(CONDUCT.misreadsAgain)
  mind.misreads = plan?.misreads != null && misreadsAgain ? plan.misreads : null
  const isElsewhere = mind.misreads === 'peer' || mind.misreads === 'wrong_thing'
  mind.speaksOfOther = isElsewhere && seat.random.chance(CONDUCT.speaksOfOther)
  if (plan?.misreads != null) world.misread.add(task)
}

/** What is really done of a task by this seat. */
export function workOf(seat: Seat, task: TaskId): Work {
  const known = seat.works.get(task)
  if (known !== undefined) return known
  const work = { right: 0, wrong: 0, outside: new Set<string>(), files: new Set<string>(), subjects: [], faults: 0 }
  seat.works.set(task, work)
  return work
}

export function taskOf({ plan }: World, task: TaskId | null): TaskPlan | null {
  return task === null ? null : (plan.tasks.get(task) ?? null)
}

/** What the agent speaks of, in its restatement and its commits. */
export function topicOf({ world, agent }: Life): Topic | null {
  const plan = taskOf(world, agent.mind.task)
  if (plan === null || agent.mind.misreads === null || !agent.mind.speaksOfOther) return plan?.topic ?? null
  return TOPICS[(TOPICS.findIndex(topic => topic.title === plan.topic.title) + 1) % TOPICS.length] ?? TOPICS[0]
}

/** Does the agent think that it has built what it was told? */
export function thinksItIsDone({ world, seat, agent }: Life): boolean {
  const { task, misreads } = agent.mind
  const plan = taskOf(world, task)
  if (task === null || plan === null) return true
  const { right, wrong } = workOf(seat, task)
  const isElsewhere = misreads === 'peer' || misreads === 'wrong_thing' || misreads === 'unseen'
  return (isElsewhere ? wrong : right) >= plan.steps
}
