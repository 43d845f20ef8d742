import type { RawTask } from './fleet-plan.ts'
import { withoutWait } from './sentences.ts'

const LONGEST = 31
/** Words in titles that say nothing about the task. */
const SMALL = new Set([
  'a',
  'an',
  'the',
  'of',
  'for',
  'to',
  'and',
  'or',
  'in',
  'on',
  'with',
  'by',
  'from',
  'as',
  'all',
  'new',
  'our',
  'its',
  'that',
  'so',
])

/** Gives each task an id that git, tmux and the project file accept. No two ids differ only in upper and lower case. */
export function takeIds(tasks: readonly RawTask[]): readonly string[] {
  const taken = new Set<string>()
  // Ids that the plan itself gives stay as they are. So these ids are reserved first.
  const own = tasks.map(task => {
    const named = task.directives.find(({ kind }) => kind === 'id')?.values[0]?.text ?? task.id
    const id = named === null ? null : idFrom(named)
    if (id === null || taken.has(spellingOf(id))) return null
    taken.add(spellingOf(id))
    return id
  })
  return tasks.map((task, index) => {
    const given = own[index]
    if (given != null) return given
    const id = freeId(idFrom(withoutWait(task.title)) ?? `task_${task.number?.replaceAll('.', '_').toLowerCase() ?? index + 1}`, taken)
    taken.add(spellingOf(id))
    return id
  })
}

/** Makes a short id from the words of a title. Returns null if no letter of the title can be used. */
function idFrom(title: string): string | null {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
  const telling = words.filter(word => !SMALL.has(word))
  const chosen = (telling.length > 0 ? telling : words).join('_').replace(/^[^a-z]+/, '')
  const short = cutAtWord(chosen)
  return short === '' || short === 'all' ? null : short
}

function cutAtWord(text: string): string {
  if (text.length <= 24) return text
  const whole = text.slice(0, 25).replace(/_[^_]*$/, '')
  return (whole === '' ? text : whole).slice(0, 24).replace(/_+$/, '')
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `_${number}`
    const id = `${wanted.slice(0, LONGEST - end.length)}${end}`
    if (!taken.has(spellingOf(id))) return id
  }
}

function spellingOf(id: string): string {
  return id.toLowerCase().replaceAll(/[-_]+/g, '-')
}
