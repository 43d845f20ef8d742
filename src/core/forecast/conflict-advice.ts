import type { TaskId } from '../model/ids.ts'

const TOLD = 'conflict'
const WAITS = 'conflict-wait'
const GOES_ON = 'conflict-over'

/** Returns the key with which an assignment records that its worker was told of a conflict in these files, and perhaps to wait. */
export function conflictAdvice(other: TaskId | null, paths: readonly string[], isWait = false): string {
  return [isWait ? WAITS : TOLD, other ?? '', ...paths].join('\n')
}

/** Whether the advice with this key told a worker to wait. */
export function isWaitAdvice(advice: string | undefined): boolean {
  return advice?.startsWith(`${WAITS}\n`) === true
}

/** Returns the files of each conflict with the task `other` that czar has told the worker about. With null, `other` is base. */
export function toldConflicts(advised: readonly string[], other: TaskId | null): readonly (readonly string[])[] {
  const signs = [TOLD, WAITS].map(sign => `${sign}\n${other ?? ''}\n`)
  return advised.flatMap(matter => {
    const sign = signs.find(sign => matter.startsWith(sign))
    return sign === undefined ? [] : [matter.slice(sign.length).split('\n')]
  })
}

/** Returns the key with which an assignment records that its worker was told to go on. */
export function goOnAdvice(other: TaskId): string {
  return `${GOES_ON}\n${other}`
}

/** Returns the tasks for which a worker was told to wait, and has not been told to go on since. */
export function waitsFor(advised: readonly string[]): readonly TaskId[] {
  const others = advised.flatMap(matter => (matter.startsWith(`${WAITS}\n`) ? [matter.split('\n')[1] as TaskId] : []))
  return [...new Set(others)].filter(other => !advised.includes(goOnAdvice(other)))
}
