import { type Command, InvalidArgumentError } from 'commander'
import type { WorkFilter } from '../../../core/history/work-totals.ts'
import type { CliIo } from '../../io.ts'
import { parseMoment } from '../../parse-moment.ts'

/** The flags that choose records of the history. */
export interface FilterFlags {
  readonly agent?: string | undefined
  readonly role?: string | undefined
  readonly repo?: string | undefined
  readonly since?: number | undefined
}

/** Adds the flags that choose records. */
export function withFilter(command: Command, io: CliIo) {
  return command
    .option('--agent <profile>', 'only work of this agent profile')
    .option('--role <role>', 'only work in this role')
    .option('--repo <repository>', 'only work in this repository: its path or address, or the last part of it')
    .option('--since <moment>', 'only work since this moment: 30d (30 days ago), 2026-11-20', text => readMoment(text, io))
}

export function filterOf({ agent, role, repo, since }: FilterFlags): WorkFilter {
  return { agent, role, repository: repo, since }
}

export function readMoment(text: string, io: CliIo): number {
  const moment = parseMoment(text, io.now())
  if (moment !== null) return moment
  throw new InvalidArgumentError('a moment is needed: 30d (30 days ago), 18:00, 2026-11-20, "2026-11-20 18:00"')
}
