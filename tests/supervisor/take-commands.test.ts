import { expect, test } from 'vitest'
import type { CommitSha, WorkerId } from '../../src/core/model/ids.ts'
import * as commands from '../../src/supervisor/command.ts'
import type { Hands } from '../../src/supervisor/hands.ts'
import { takeCommands } from '../../src/supervisor/take-commands.ts'
import { aPolicy } from '../support/builders/a-policy.ts'
import { aStory, begin, say, workerOf } from '../support/worlds/story.ts'

test('a child begins at the commit that its parent made just before it asked', async () => {
  const world = aStory({ policy: { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'stop' } } })
  begin(world, 'one')
  const commit = 'c'.repeat(40) as CommitSha
  const take = takeCommands({
    hands: { clock: { now: () => world.now }, texts: { roles: [] } } as unknown as Hands,
    state: () => world.state,
    observe: (...events) => say(world, ...events),
    lookAtGit: async worker =>
      say(world, { kind: 'git.observed', worker, activity: { ...workerOf(world, worker).git, head: commit } } as never),
    blocked: () => null,
    loadCommands: async () => commands,
  })
  expect(await take({ verb: 'spawn', worker: 'one', task: 'Write the part' }, null)).toMatchObject({ ok: true })
  expect(workerOf(world, 'one-1').config.addedBy).toEqual({ who: 'worker', parent: 'one' as WorkerId, from: commit })
})
