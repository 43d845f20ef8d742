import { textFile } from '../../adapters/status/files/project-files.ts'
import { keepText, readKeptText } from '../../adapters/status/files/texts.ts'
import { appendInbox } from '../../adapters/status/reports/inbox.ts'
import { readResult } from '../../adapters/status/results.ts'
import { gatherFacts } from '../../core/brief/gather-facts.ts'
import { renderMessage } from '../../core/brief/render-message.ts'
import { sanitize } from '../../core/brief/sanitize.ts'
import { InternalError } from '../../core/model/errors.ts'
import type { Clock } from '../../core/ports/ports.ts'
import type { PromptTexts } from '../../core/ports/prompts.ts'
import type { Texts } from '../../supervisor/hands.ts'
import { RESULT_LINE } from '../../supervisor/view/view-results.ts'

/** Renders messages from the state, and stores each exact text, so that the worker can read it again with `czar inbox`. */
export function createTexts({ projectDir, prompts, clock }: { projectDir: string; prompts: PromptTexts; clock: Clock }): Texts {
  return {
    roles: Object.keys(prompts.roles),
    render(state, message, needed) {
      const assignment = message.assignment === null ? undefined : state.assignments[message.assignment]
      const brief = message.kind === 'brief' ? message.id : (assignment?.brief ?? null)
      const facts = gatherFacts(state, message, brief === null ? null : textFile(projectDir, brief))
      if (facts === null) throw new InternalError(`message ${message.id} is about nothing that is known`)
      return sanitize(renderMessage(prompts, facts.kind === 'brief' ? { ...facts, needed } : facts))
    },
    fileOf: message => textFile(projectDir, message.id),
    claimOf: ({ id }) => wordsOf(readResult(projectDir, id)),
    kept: message => readKeptText(projectDir, message.id),
    async keep({ id, worker, kind, assignment }, text) {
      keepText(projectDir, id, text)
      appendInbox(projectDir, worker, { message: id, kind, assignment, at: clock.now() })
    },
  }
}

/** The text of a worker's result without the heading that czar wrote above it. */
function wordsOf(result: string | null): string | null {
  const line = result?.indexOf(RESULT_LINE) ?? -1
  return result === null || line === -1 ? null : result.slice(line + RESULT_LINE.length).trim()
}
