import type { StatusView } from '../../core/model/status.ts'
import type { ExitCode } from '../io.ts'

/** 0 everything verified, 3 something waits for a person, 1 otherwise. */
export function exitCodeOf(view: StatusView): ExitCode {
  if (view.tasks.every(task => task.state === 'verified')) return 0
  return view.attention.length > 0 ? 3 : 1
}
