import type { ForgeThread } from '../../events/pull-request.ts'
import type { CommitSha } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import type { ThreadState } from '../types/pull-request-state.ts'

type Threads = Readonly<Record<string, ThreadState>>

/**
 * Returns the conversations as the forge shows them now. If a person resolved a conversation before the worker was told of it, the
 * conversation is removed. If a conversation has a new comment, it counts as new again.
 */
export function seeThreads(known: Threads, seen: readonly ForgeThread[], at: number): Threads {
  const told = Object.entries(known).filter(([, { state }]) => state !== 'new')
  const news = seen.flatMap(thread => {
    const before = own(known, thread.id)
    if (before !== undefined && before.comments >= thread.comments) return before.state === 'new' ? [[thread.id, before] as const] : []
    return [[thread.id, { ...thread, at, state: 'new', commit: null }] as const]
  })
  return Object.fromEntries([...told, ...news])
}

export function returnThreads(known: Threads, ids: readonly string[], commit: CommitSha): Threads {
  return change(known, ids, thread => ({ ...thread, state: 'returned', commit }))
}

/** Counts czar's own answers as comments, so that czar does not take them for new comments of people. */
export function foldAnswers(known: Threads, ids: readonly string[]): Threads {
  return change(known, ids, thread => ({ ...thread, state: 'answered', comments: thread.comments + 1 }))
}

function change(known: Threads, ids: readonly string[], how: (thread: ThreadState) => ThreadState): Threads {
  const changed = ids.flatMap(id => {
    const thread = own(known, id)
    return thread === undefined ? [] : [[id, how(thread)] as const]
  })
  return { ...known, ...Object.fromEntries(changed) }
}
