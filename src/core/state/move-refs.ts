import type { RefsEvent } from '../events/worktree-event.ts'
import { own } from '../model/own.ts'
import type { KeptCommit, RefsState } from '../model/refs-state.ts'

/** Returns where base and the branches are after an event. The event has either all branches and commits, or only the changes. */
export function moveRefs(known: RefsState | null, event: RefsEvent, at: number): RefsState {
  const { base, branches, standing, kept, unproven, gone } = event
  const tips = Object.entries(branches).map(([worker, commit]) => [worker, since(own(known?.branches ?? {}, worker), commit, at)] as const)
  const before = gone === undefined || known === null ? null : known
  return {
    base: since(known?.base, base, at),
    branches: { ...without(before?.branches, gone?.branches), ...Object.fromEntries(tips) },
    standing: { ...without(before?.standing, gone?.standing), ...standing },
    kept: kept ?? before?.kept ?? [],
    unproven: unproven ?? before?.unproven ?? {},
  }
}

/** Returns the smallest event that turns the known refs into the refs that were just read. Returns null if nothing has changed. */
export function refsNews(known: RefsState | null, reading: Omit<Required<RefsEvent>, 'kind' | 'gone'>): RefsEvent | null {
  if (known === null) return { kind: 'git.refs', ...reading }
  const branches = differing(reading.branches, worker => own(known.branches, worker)?.commit)
  const standing = differing(reading.standing, commit => own(known.standing, commit))
  const gone = { branches: missing(known.branches, reading.branches), standing: missing(known.standing, reading.standing) }
  const isKept = areSame(known.kept, reading.kept)
  const isUnproven = areEqual(known.unproven, reading.unproven)
  const isSame = known.base.commit === reading.base && isKept && isUnproven
  if (isSame && [branches, standing, gone.branches, gone.standing].every(part => Object.keys(part).length === 0)) return null
  const { base, kept, unproven } = reading
  return { kind: 'git.refs', base, branches, standing, ...(isKept ? {} : { kept }), ...(isUnproven ? {} : { unproven }), gone }
}

function since<Commit>(known: { readonly commit: Commit; readonly at: number } | undefined, commit: Commit, at: number) {
  return known !== undefined && known.commit === commit ? known : { commit, at }
}

function without<Value>(record: Readonly<Record<string, Value>> = {}, names: readonly string[] = []): Readonly<Record<string, Value>> {
  if (names.length === 0) return record
  const left = new Set(names)
  return Object.fromEntries(Object.entries(record).filter(([name]) => !left.has(name)))
}

function differing<Value>(
  now: Readonly<Record<string, Value>>,
  before: (name: string) => Value | undefined,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => before(name) !== value))
}

function missing(before: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(before).filter(name => !Object.hasOwn(now, name))
}

function areSame(one: readonly KeptCommit[], other: readonly KeptCommit[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ worker, commit, ref }, at) => {
      const same = other[at]
      return same?.worker === worker && same.commit === commit && same.ref === ref
    })
  )
}

function areEqual(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  return missing(one, other).length === 0 && Object.keys(differing(other, name => own(one, name))).length === 0
}
