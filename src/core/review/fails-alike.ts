import type { GateResult } from '../ports/ports.ts'

/** A failed run of a command, and the folder in which it ran. */
export type FailedRun = Pick<GateResult, 'outcome' | 'exitCode' | 'tail'> & { readonly cwd: string }

const LINES = 20

/**
 * Whether two runs of a command failed in the same way: the exit status is the same, and the last lines differ at most in numbers and in
 * the name of the folder.
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
