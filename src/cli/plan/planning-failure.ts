import type { HeadlessResult } from '../../adapters/agents/headless/ask-headless.ts'
import { CancelledError, CzarError, PreconditionError, ToolError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { PlanOptions } from '../verbs/setup/plan.ts'
import { planCommand } from './plan-command.ts'
import type { Planner } from './planner.ts'

const LOGIN = /log(?:ged)? ?in\b|\/login|api.?key|unauthori[sz]ed|\b401\b|authenticat|oauth|credentials|\b403\b/i
const LIMIT = /rate.?limit|usage limit|session limit|quota|\b429\b|overload|\b529\b|credit balance|hit your .*limit|try again (?:in|at)/i
const BUDGET = /budget/i

/** Says why a program gave no answer. Returns null if it did answer. */
export function planningFailure(result: HeadlessResult, { name, command, profile }: Planner, options: PlanOptions): CzarError | null {
  const [program = name] = profile.command
  const words = plainText(result.failure ?? (result.text === null ? result.stderr.split('\n').slice(-6).join('\n') : ''), 600)
  const details = words === '' ? [] : [words]
  switch (result.end) {
    case 'cancelled':
      return new CancelledError('the planning was cancelled; nothing is written')
    case 'timeout':
      return new CzarError('late', `${name} did not plan within ${options.time}; nothing is written`, {
        details,
        hint: planCommand(options, { time: '1h' }),
      })
    case 'budget':
      return overBudget(name, options)
    case 'flood':
      return new ToolError(`${name} printed too much and was ended; nothing is written`, { command, reason: 'failed' })
    case 'exited':
      break
  }
  if (result.failure === null && result.text !== null) return null
  if (LIMIT.test(words))
    return new PreconditionError(`${name} is at a limit of its provider; nothing is written`, {
      details,
      hint: planCommand(options, { agent: 'OTHER' }),
    })
  if (LOGIN.test(words))
    return new PreconditionError(`${name} is not logged in, or its key is refused; nothing is written`, {
      details,
      hint: `${shellWord(program)}   # log in once, then plan again`,
    })
  if (options.usd !== null && BUDGET.test(words)) return overBudget(name, options)
  const status = result.status === null ? '' : ` and ended with ${result.status}`
  return new ToolError(`${name} gave no answer${status}; nothing is written`, { details, command, reason: 'failed', hint: 'czar doctor' })
}

/** Whether the planning has used up its budget. */
export function overBudget(name: string, options: PlanOptions): CzarError {
  const usd = Number(options.usd ?? 1)
  return new CzarError('refused', `${name} has used its budget of $${usd}; nothing is written`, {
    hint: planCommand(options, { usd: String(usd * 2) }),
  })
}
