import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { InCommon, WorkerView } from '../../core/views/status.ts'

const PATH = 300
/** How a worker's work may relate to another worker's work, from the most to the least serious relation. */
const FACTS = ['same', 'conflict', 'unknown', 'overlap'] as const

interface Facts {
  readonly tasks: State['tasks']
  readonly duplicates?: State['duplicates'] | undefined
}

interface Question {
  readonly worker: string
  readonly overlaps: WorkerView['overlaps']
  readonly conflicts: WorkerView['conflicts_with']
}

/** The relations of a worker's work to the work of other workers. For each other worker, only the most serious one is given. */
export function viewInCommon({ duplicates = {}, tasks }: Facts, question: Question): InCommon[] {
  const { worker, overlaps, conflicts } = question
  const isNow = (name: string | null, assignment: string) => name !== null && own(tasks, name)?.assignment === assignment
  const same = Object.values(duplicates).flatMap(({ worker: later, task, assignment, earlier, facts }): InCommon[] => {
    if (!isNow(task, assignment)) return []
    if (later === worker)
      return [{ fact: 'same', worker: earlier.worker, task: earlier.task ?? null, files: plain(facts.map(({ file }) => file)) }]
    if (earlier.task === null || own(tasks, earlier.task)?.worker !== worker) return []
    return [{ fact: 'same', worker: later, task, files: plain(facts.map(({ otherFile }) => otherFile)) }]
  })
  const all: readonly InCommon[] = [
    ...same,
    ...conflicts.map(({ task, kind, files }) => ({ fact: kind, worker: own(tasks, task ?? '')?.worker ?? null, task, files })),
    ...overlaps.map(({ worker: other, files }) => ({ fact: 'overlap' as const, worker: other, task: null, files })),
  ]
  const others = Map.groupBy(all, ({ worker: other, task }) => other ?? task)
  return [...others.values()]
    .flatMap(found => found.toSorted((one, other) => rank(one) - rank(other)).slice(0, 1))
    .toSorted((one, other) => rank(one) - rank(other))
}

function rank({ fact }: InCommon): number {
  return FACTS.indexOf(fact)
}

function plain(paths: readonly string[]): string[] {
  return [...new Set(paths)].map(path => plainText(path, PATH))
}
