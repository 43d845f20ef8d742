import { realDisk } from '../config/real-disk.ts'
import type { Asker } from '../core/events/asker.ts'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Event } from '../core/events/event.ts'
import type { WorkerId } from '../core/model/ids.ts'
import type { State } from '../core/state/types/state.ts'
import type { takeCommand } from './command.ts'
import { recordRefusals } from './commands/refusals.ts'
import type { Hands } from './hands.ts'

/**
 * Takes a command. `by` is its sender, for the journal. null: the sender is unknown, and czar does not check whether it may give the
 * command.
 */
export type TakeCommand = (command: Command, by: Asker | null) => Promise<CommandAnswer>

export interface CommandParts {
  readonly hands: Hands
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  readonly lookAtGit: (worker: WorkerId) => Promise<void>
  /** Returns the reason why the journal cannot be written now. null: it can be written. */
  readonly blocked: () => string | null
  /** Loads the code for commands when the first command comes, so that a launch does not wait for it. */
  readonly loadCommands: () => Promise<{ readonly takeCommand: typeof takeCommand }>
}

/** Takes commands from people and workers. The answer comes when the events of the command are in the journal. */
export function takeCommands({ hands, state, observe, lookAtGit, blocked, loadCommands }: CommandParts): TakeCommand {
  const disk = realDisk()
  const refusals = recordRefusals()
  return async (asked, by) => {
    const { takeCommand } = await loadCommands()
    // The next regular reading of the worktree would come too late: a person who restarts a worker may just have deleted its worktree, and
    // a child begins at the commit that its parent may just have made.
    if (asked.verb === 'restart' || asked.verb === 'spawn') await lookAtGit(asked.worker as WorkerId)
    const reason = blocked()
    if (reason !== null) return { ok: false, message: `the czar can take no command now: ${reason}`, hint: 'czar doctor' }
    if (asked.verb === 'reload') return (await import('./commands/reload.ts')).reload({ hands, state, observe }, asked, by)
    const now = hands.clock.now()
    const { events, answer } = takeCommand(state(), asked, { roles: hands.texts.roles, disk, now, by })
    const refusal = !answer.ok && answer.needsPerson && by !== null ? refusals(asked, { by, reason: answer.message, now }) : []
    if (events.length + refusal.length > 0) observe(...events, ...refusal)
    return answer
  }
}
