import { constants } from 'node:os'

const names = new Map(Object.entries(constants.signals).map(([name, number]) => [number as number, name]))

/** `SIGKILL` for 9; the number itself where the system has no name for it. */
export function signalName(number: number): string {
  return names.get(number) ?? `signal ${number}`
}
