import { expect, test } from 'vitest'
import { aStory, asked, attention, begin, say, told } from '../../../support/worlds/story.ts'

test('a remote that cannot be fetched is reported once, stops no worker, and is settled when a fetch succeeds', () => {
  const world = aStory({ repo: '/home/me/my project', remote: 'origin' })
  say(world, { kind: 'git.fetched', problem: "fatal: '/gone' does not appear to be a git repository" })
  begin(world, 'one')
  expect(told(world, 'attention.raised')).toMatchObject([
    {
      key: 'remote',
      worker: null,
      text: "remote origin cannot be fetched, so the fleet works with what was fetched before: fatal: '/gone' does not appear to be a git repository",
      hint: "git -C '/home/me/my project' fetch origin",
    },
  ])
  expect(asked(world)).not.toContain('end_agent:one')
  say(world, { kind: 'git.fetched', problem: null })
  expect(attention(world)).toEqual([])
})

test('a remote that the project file no longer names is no attention item', () => {
  const world = aStory({ remote: 'origin' })
  say(world, { kind: 'git.fetched', problem: 'gone' })
  const { project } = world.state
  if (project === null) throw new Error('no project')
  say(world, { kind: 'project.loaded', project: { ...project, remote: null } })
  expect(attention(world)).toEqual([])
})
