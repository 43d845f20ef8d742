import { expect, test } from 'vitest'
import type { Journaled } from '../../../../src/core/events/event.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { isOneFamily } from '../../../../src/core/state/facts/children.ts'
import { account, openAccount } from '../../../../src/core/summary/account.ts'
import { summarize } from '../../../../src/core/summary/summarize.ts'
import { findOverlaps } from '../../../../src/core/territory/find-overlaps.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, say, workerOf } from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'

const childOf = (parent: string) => ({ addedBy: { who: 'worker', parent: parent as WorkerId, from: null } }) as const
const id = (name: string) => name as WorkerId

/** Worker whole has the children part and other, and part has the child small. Worker alone belongs to nobody. */
const FAMILY = [
  aWorker('whole'),
  aWorker('part', childOf('whole')),
  aWorker('other', childOf('whole')),
  aWorker('small', childOf('part')),
  aWorker('alone'),
]

/** The family, in which each of these workers has changed the same file. */
function aFamilyThatChanged(...changers: readonly string[]): World {
  const world = aStory({ workers: FAMILY })
  for (const name of changers) {
    const event = observed(workerOf(world, name), `head-${name}`)
    if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, files: ['a.ts'] } })
  }
  return world
}

function overlaps({ state }: World): readonly string[] {
  const found = findOverlaps(state, (one, other) => isOneFamily(state, one, other))
  return [...found].flatMap(([one, others]) => others.map(({ worker }) => `${one}-${worker}`))
}

/** The number of files that the summary counts as changed twice, when these two workers changed the same file. */
function filesTwice(...changers: readonly string[]): number {
  const events = changers.flatMap(name => {
    const event = observed({ id: id(name), worktree: null, config: { branch: name } } as never, `head-${name}`)
    return event.kind === 'git.observed' ? [{ ...event, activity: { ...event.activity, files: ['a.ts'] } }] : []
  })
  const project = aProject({ workers: FAMILY })
  const told = [{ kind: 'project.loaded', project } as const, ...events].map(
    (event, seq) => ({ ...event, seq: seq + 1, at: seq }) as Journaled,
  )
  return summarize(told.reduce(account, openAccount(0)), 100).duplicated.files
}

test.each([
  { one: 'whole', other: 'part', overlap: false, name: 'parent and child' },
  { one: 'whole', other: 'small', overlap: false, name: 'grandparent and grandchild' },
  { one: 'part', other: 'other', overlap: true, name: 'siblings' },
  { one: 'other', other: 'small', overlap: true, name: 'a child and the child of its sibling' },
  { one: 'part', other: 'alone', overlap: true, name: 'a child and a stranger' },
])('$name that changed the same file overlap: $overlap', ({ one, other, overlap }) => {
  expect(overlaps(aFamilyThatChanged(one, other))).toEqual(overlap ? [`${one}-${other}`, `${other}-${one}`] : [])
  expect(filesTwice(one, other)).toBe(overlap ? 1 : 0)
})

test('a child that was removed, and is no longer in the project, still belongs to its parent', () => {
  const world = aFamilyThatChanged('whole', 'part')
  say(world, { kind: 'worker.removed', worker: id('part'), reason: 'a person removed it' })
  expect(world.state.project?.workers.map(config => config.id)).not.toContain('part')
  expect(overlaps(world)).toEqual([])
  expect(isOneFamily(world.state, 'whole', 'small'), 'and its own child does too').toBe(true)
})

test('a child that was handed over to its grandparent belongs to the grandparent, and no longer to its parent', () => {
  const world = aFamilyThatChanged('whole', 'part', 'small')
  say(world, { kind: 'worker.handed_over', worker: id('small'), to: id('whole'), reason: 'its parent is over' })
  expect(overlaps(world)).toEqual(['part-small', 'small-part'])
})

test('a child that was handed over to the fleet overlaps with its former parent, which does not merge it any more', () => {
  const world = aFamilyThatChanged('whole', 'part')
  say(world, { kind: 'worker.handed_over', worker: id('part'), to: null, reason: 'its parent is over' })
  expect(overlaps(world)).toEqual(['whole-part', 'part-whole'])
})

test('a name that no worker has belongs to nobody', () => {
  const { state } = aFamilyThatChanged('whole')
  expect([isOneFamily(state, 'gone', 'whole'), isOneFamily(state, 'constructor', 'toString')]).toEqual([false, false])
})
