import type { TaskId } from '../model/ids.ts'

const SIGN = 'conflict'

/** The name under which an assignment remembers that its worker was told of a conflict in these files. */
export function conflictAdvice(other: TaskId | null, paths: readonly string[]): string {
  return [SIGN, other ?? '', ...paths].join('\n')
}

/** The files of each time that a worker was told of the conflict with this task, or base. */
export function toldConflicts(advised: readonly string[], other: TaskId | null): readonly (readonly string[])[] {
  const sign = `${conflictAdvice(other, [])}\n`
  return advised.flatMap(matter => (matter.startsWith(sign) ? [matter.slice(sign.length).split('\n')] : []))
}
