import fc from 'fast-check'
import type { StatusView } from '../../src/core/views/status.ts'
import { aTaskView, aView, aWorkerView } from '../support/builders/a-view.ts'

const aSomeWorker = fc
  .record({ health: fc.constantFrom('working', 'idle'), ahead: fc.nat(2), files: fc.array(fc.constantFrom('a.ts', 'b.ts', '\n\ndata: x')) })
  .map(over => aWorkerView(over as never))

/**
 * Lists of random states of the fleet. They have few names and few values, so two states in a row often have much in common, and are
 * sometimes equal.
 */
export const someViews: fc.Arbitrary<readonly StatusView[]> = fc.array(
  fc
    .record({
      workers: fc.dictionary(fc.constantFrom('api', 'models', 'constructor', 'tostring'), aSomeWorker, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      tasks: fc.array(fc.constantFrom(aTaskView('api'), aTaskView('models', { attempts: 1 })), { maxLength: 2 }),
      seq: fc.nat(2),
      base: fc.constantFrom('main', '漢字🙂'),
    })
    .map(over => aView(over)),
  { minLength: 2, maxLength: 12 },
)
