import { expect, test } from 'vitest'
import { aStory, asked, attention, begin, exit, pass, say, told } from '../../../support/worlds/story.ts'

const LOW = { kind: 'disk.space', low: { path: '/home/me/my project', free: 320_000_000 } } as const

test('fault 47: with little disk space no new worker begins, running agents continue, and a person is told until there is space', () => {
  const world = aStory({ concurrency: 2 })
  begin(world, 'one')
  say(world, LOW)
  expect(told(world, 'attention.raised')).toMatchObject([
    {
      key: 'disk',
      worker: null,
      text: 'only 320 MB are free on the disk of /home/me/my project: no new agent is started before there are 500 MB (disk_reserve)',
      hint: 'df -h',
    },
  ])
  expect(asked(world)).not.toContain('end_agent:one')
  exit(world, 'one')
  pass(world, 60_000)
  expect(asked(world)).not.toContain('start_agent:one')
  say(world, { kind: 'disk.space', low: null })
  expect(attention(world)).toEqual([])
  expect(asked(world)).toContain('start_agent:one')
})
