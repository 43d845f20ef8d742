import type { Journaled } from '../../src/core/events/event.ts'
import { type Place, PROJECT } from './place.ts'

/** Throws unless the run has shown everything that it must show. Prints what it saw. */
export function judge(events: readonly Journaled[], { git }: Place): void {
  const workersOf = (kind: Journaled['kind']) =>
    events.flatMap(event => (event.kind === kind && 'worker' in event ? [event.worker as string] : []))
  const proven = events.flatMap(event =>
    event.kind === 'verification.finished' && event.verdict === 'verified' ? [event.worker as string] : [],
  )
  const child = events.find(event => event.kind === 'worker.added')
  const part = events.findLast(event => event.kind === 'verification.finished' && event.worker === child?.worker)
  const commit = part?.kind === 'verification.finished' ? part.commit : null
  must(proven.length >= 7, `every stage, the parent, its child and the mended works are proven: ${proven.join(', ')}`)
  must(workersOf('stage.returned').join() === 'listed-implement', 'the test stage sent the work back once, to the implementer')
  must(child?.config.addedBy?.who === 'worker', 'a worker added a child')
  must(workersOf('wait.begun').length > 0, 'the parent waited for its child')
  must(workersOf('review.returned').join() === 'stages-doc', 'the review sent work back once')
  must(workersOf('review.ended').length === 0, 'every review counts')
  must(git('merge-base', '--is-ancestor', `${commit}`, 'main') === '', "the child's proven commit is in main")
  must(git('rev-parse', 'main') === git('rev-parse', `omnibus/${PROJECT}`), 'main is the tree that the train tested')
}

/** Throws if it is not true, and prints it if it is. */
export function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`it is not true that ${what}`)
  console.log(`  seen: ${what}`)
}
