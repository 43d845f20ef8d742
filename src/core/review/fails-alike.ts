import type { GateResult } from '../ports/ports.ts'

/** A failed run of a command, and the folder in which the command ran. */
export type FailedRun = Pick<GateResult, 'outcome' | 'exitCode' | 'tail'> & { readonly cwd: string }

const LINES = 20

/**
 * Whether two runs of one command failed in the same way: with the same exit status, and with last lines that differ at
 * most in numbers and in the folder's name.
 */
export function failsAlike(one: FailedRun, other: FailedRun): boolean {
  return one.outcome === other.outcome && one.exitCode === other.exitCode && gist(one) === gist(other)
}

function gist({ tail, cwd }: FailedRun): string {
  const lines = tail
    .replaceAll(cwd, '.')
    .split('\n')
    .map(line => line.trim().replaceAll(/\d+/g, '#'))
    .filter(line => line !== '')
  return lines.slice(-LINES).join('\n')
}
