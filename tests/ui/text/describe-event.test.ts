import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import { describeEvent } from '../../../src/ui/text/describe-event.ts'

const event = (kind: Event['kind'], fields: object) => ({ kind, ...fields }) as unknown as Event

const activity = (commitsSinceStart: number) => ({ branch: 'feat/a', head: 'a'.repeat(40), commitsSinceStart, dirty: 0 })

test.each([
  [event('project.loaded', { project: { name: 'p', file: 'czar.yaml', workers: [{}] } }), 'p from czar.yaml: 1 worker'],
  [event('project.loaded', { project: { name: 'p', file: 'czar.yaml', workers: [{}, {}] } }), 'p from czar.yaml: 2 workers'],
  [event('git.observed', { activity: activity(1) }), 'feat/a at aaaaaaaa: 1 new commit, 0 uncommitted'],
  [event('git.observed', { activity: activity(0) }), 'feat/a at aaaaaaaa: 0 new commits, 0 uncommitted'],
  [event('git.refs', { base: 'b'.repeat(40), kept: [{}] }), 'base at bbbbbbbb, 1 lost commit kept'],
  [
    event('message.submitted', { message: 'm1', receipt: 'hook', strength: 'exact', enters: 1 }),
    'm1: receipt hook (exact), Enter sent 1 time',
  ],
  [event('message.held', { message: 'm1', by: 'draft', chars: 1 }), 'm1: the composer contains a draft, 1 character'],
])('the text about an event uses singular and plural correctly: %#', (told, text) => {
  expect(describeEvent(told)).toBe(text)
})
