import { constants } from 'node:os'

const names = new Map(Object.entries(constants.signals).map(([name, number]) => [number as number, name]))

/** The name of a signal, for example `SIGKILL` for 9. If the system has no name for it, this returns the number. */
export function signalName(number: number): string {
  return names.get(number) ?? `signal ${number}`
}
