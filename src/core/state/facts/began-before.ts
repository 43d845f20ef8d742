/** When work on a task began, in ms since the epoch. */
interface Begun {
  readonly at: number
  readonly task: string | null
}

/** Whether one task began before another. If both began at the same moment, their names decide. */
export function beganBefore(one: Begun, other: Begun): boolean {
  return one.at < other.at || (one.at === other.at && (one.task ?? '') < (other.task ?? ''))
}
