import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SharedEvents, shareEvents } from '../../../src/api/streams/shared-events.ts'
import { fakeDoor, note } from '../fake-door.ts'

const someSteps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('append' as const), count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 })) }),
    fc.record({ kind: fc.constantFrom('come' as const, 'go' as const) }),
    fc.record({ kind: fc.constant('read' as const), behind: fc.oneof(fc.nat(3), fc.nat(120)) }),
  ),
  { maxLength: 40, size: 'max' },
)

test('clients that come and go at any position follow all events in order, each once', () => {
  fc.assert(
    fc.property(someSteps, steps => {
      const door = fakeDoor()
      const events = shareEvents(door)
      const leavers: (() => void)[] = []
      let last = 0
      for (const step of steps) {
        if (step.kind === 'append') for (let count = 0; count < step.count; count++) last = door.append(note('x'))
        if (step.kind === 'come') leavers.push(events.subscribe(() => {}))
        if (step.kind === 'go') leavers.pop()?.()
        if (step.kind !== 'read' || leavers.length === 0) continue
        const seq = Math.max(0, last - step.behind)
        expect(numbersAfter(events, seq)).toEqual(Array.from({ length: last - seq }, (_, index) => seq + 1 + index))
      }
    }),
  )
})

test('two clients at the same position get the very same bytes', () => {
  const door = fakeDoor()
  const events = shareEvents(door)
  events.subscribe(() => {})
  door.append(note('x'))
  expect(events.after(0).bytes).toBe(events.after(0).bytes)
})

function numbersAfter(events: SharedEvents, seq: number): readonly number[] {
  const { bytes, last } = events.after(seq)
  if (bytes === null) return []
  return [...bytes.toString().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)).concat(numbersAfter(events, last))
}
