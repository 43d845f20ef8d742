import type { Draft } from '../draft.ts'
import { type Path, type Problem, quote } from '../problem.ts'
import { didYouMean } from '../text/did-you-mean.ts'

/** Checks that every reference to a worker, task or role names an existing one. */
export function checkReferences(draft: Draft, roles: readonly string[]): readonly Problem[] {
  const workerIds = idsOf(draft.workers)
  const taskIds = [...workerIds, ...idsOf(draft.bonus)]
  const worker = { what: 'worker', known: workerIds }
  const task = { what: 'worker or bonus task', known: taskIds }
  const role = { what: 'role', known: roles }
  return [
    ...draft.workers.flatMap(({ id, path, value }) => [
      ...checkList(value?.depends_on ?? [], [...path, 'depends_on'], { ...worker, self: id }),
      ...(value?.role === undefined ? [] : checkName(value.role, [...path, 'role'], role)),
    ]),
    ...draft.bonus.flatMap(({ id, path, value }) => [
      ...checkList(value?.after ?? [], [...path, 'after'], { ...task, self: id }),
      ...checkList(value?.prefers.workers ?? [], [...path, 'prefers', 'workers'], { ...worker, self: null }),
      ...checkList(value?.prefers.roles ?? [], [...path, 'prefers', 'roles'], { ...role, self: null }),
    ]),
  ]
}

interface Kind {
  readonly what: string
  readonly known: readonly string[]
}

function checkList(names: readonly string[], path: Path, kind: Kind & { readonly self: string | null }): Problem[] {
  return names.flatMap((name, index) => {
    const at = [...path, index]
    if (name === kind.self) return [{ path: at, message: `${quote(name)} cannot wait for itself` }]
    if (names.indexOf(name) !== index) return [{ path: at, message: `${quote(name)} is listed twice` }]
    return checkName(name, at, { ...kind, known: kind.known.filter(known => known !== kind.self) })
  })
}

function checkName(name: string, path: Path, { what, known }: Kind): Problem[] {
  if (known.includes(name)) return []
  const near = didYouMean(name, known)
  const hint = near === '' ? `; there ${known.length === 0 ? `is no other ${what}` : `are: ${known.join(', ')}`}` : near
  return [{ path, message: `there is no ${what} ${quote(name)}${hint}` }]
}

function idsOf(items: readonly { readonly id: string | null }[]): string[] {
  return items.flatMap(({ id }) => (id === null ? [] : [id]))
}
