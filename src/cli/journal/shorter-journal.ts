import { PreconditionError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { JournalContent } from './journal-content.ts'
import type { Witnesses } from './witnesses.ts'

export interface Shortfall {
  readonly content: Pick<JournalContent, 'state'>
  readonly witnesses: Pick<Witnesses, 'agents'>
  /** What other files and running agents show that the journal lacks. */
  readonly says: readonly string[]
  /** The project file, for the commands that the error tells a person to type. */
  readonly file: string
}

/**
 * The error for a journal that has lost a part. It lists the evidence and a next command. That command never leads to a running agent
 * getting its task a second time. The exit code is 3.
 */
export function shorterJournal({ name }: { readonly name: string }, { content, witnesses, says, file }: Shortfall): PreconditionError {
  const { seq } = content.state
  const running = witnesses.agents.map(({ worker }) => worker).join(', ')
  const again = `czar launch ${shellWord(file)} --accept-shorter-journal`
  const message = `the journal of ${name} ${seq === 0 ? 'has no events' : `ends at event ${seq}`}, but it was longer before, or it is another journal`
  if (running === '') return new PreconditionError(message, { details: says, hint: `${again}   # or put the lost files back first` })
  return new PreconditionError(message, {
    details: [...says, `running agents would get their briefs again: ${running}`],
    hint: `czar stop -p ${name}   # their work stays in the worktrees; then: ${again}`,
  })
}
