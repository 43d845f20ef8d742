import type { RawTask } from './fleet-plan.ts'

interface Named {
  readonly id: string
  readonly raw: Pick<RawTask, 'title' | 'number' | 'id'>
}

export interface TaskNames {
  /**
   * The ids of the tasks that a plan means by a name. The list is empty if no task or more than one task has the name. `from` is the
   * position of the task whose text contains the name.
   */
  readonly find: (name: string, from: number) => readonly string[]
  /** Whether the name says that there is no task to wait for. */
  readonly isNothing: (name: string) => boolean
}

const NOTHING = /^(?:none|nothing|no(?:ne)? ?(?:task|dependenc\w*)?|n\/a|-+|\u2013|\u2014|keine|nil)$/i
const EVERYTHING =
  /^(?:all|everything|every task)(?: (?:of )?(?:the )?(?:above|before|previous(?: tasks?)?|others?|tasks?))?$|^(?:all|the) (?:previous|earlier|other) (?:tasks|steps|ones)$/i
const BEFORE = /^(?:the )?(?:previous|preceding|last)(?: (?:task|step|one|item))?$|^(?:the )?above$/i

/** Finds tasks by the names that people use: the id, the number, the title, or words that only this title contains. */
export function createTaskNames(tasks: readonly Named[]): TaskNames {
  function find(name: string, from: number): readonly string[] {
    if (EVERYTHING.test(name))
      return (/other/i.test(name) ? tasks : tasks.slice(0, from)).filter((_, index) => index !== from).map(({ id }) => id)
    if (BEFORE.test(name)) return tasks.slice(Math.max(0, from - 1), from).map(({ id }) => id)
    return byNumber(name, tasks) ?? byName(name, tasks, from)
  }
  return { find, isNothing: name => NOTHING.test(name.trim()) }
}

const NUMBER =
  /^(?:(?:tasks?|steps?|items?|issues?|parts?)\s*)?#?(?<from>\d+(?:\.\d+)*|[A-Z]{1,3}-?\d+)(?:\s*(?:-|\u2013|to)\s*#?(?<to>\d+))?(?:$|(?=\s*[:(\u2013\u2014-]))/i

function byNumber(name: string, tasks: readonly Named[]): readonly string[] | null {
  const { from, to } = NUMBER.exec(name)?.groups ?? {}
  if (from === undefined) return null
  const range =
    to === undefined
      ? [from]
      : Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, index) => String(Number(from) + index))
  const found = range.map(number => {
    const same = tasks.filter(({ raw }) => raw.number?.toLowerCase() === number.toLowerCase())
    if (same.length > 0) return same.length === 1 ? same : []
    // A number that no task has names a group: 2 means 2.1 and 2.2.
    return tasks.filter(({ raw }) => raw.number?.startsWith(`${number}.`))
  })
  return found.every(some => some.length > 0) ? found.flat().map(({ id }) => id) : null
}

function byName(name: string, tasks: readonly Named[], from: number): readonly string[] {
  const wanted = wordsOf(name)
  if (wanted.length === 0) return []
  const key = wanted.join(' ')
  const same = tasks.filter(({ id, raw }) => [id, raw.id ?? '', raw.title].some(one => wordsOf(one).join(' ') === key))
  if (same.length > 0) return same.length === 1 ? same.map(({ id }) => id) : []
  // A name never means the task that contains it, because a title may name the task that it waits for.
  const some = tasks.filter(({ raw }, index) => index !== from && wanted.every(word => wordsOf(raw.title).includes(word)))
  const first = some.filter(({ raw }) => wanted.every((word, at) => wordsOf(raw.title)[at] === word))
  const [only, another] = some.length > 1 ? first : some
  return only !== undefined && another === undefined ? [only.id] : []
}

function wordsOf(text: string): readonly string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '' && word !== 'task' && word !== 'the')
  return words
}
