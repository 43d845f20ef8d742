import type { ExitCode } from '../../core/model/errors.ts'
import { reckon } from '../../core/views/reckoning.ts'
import type { StatusView } from '../../core/views/status.ts'

/** The exit code. 0: all wanted tasks are verified. 3: something waits for a person. 1: otherwise. */
export function exitCodeOf(view: StatusView): ExitCode {
  const { verified, wanted } = reckon(view.tasks)
  if (verified === wanted) return 0
  return view.attention.length > 0 ? 3 : 1
}
