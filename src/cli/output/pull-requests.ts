import { counted } from '../../core/text/counted.ts'
import type { PullRequestView } from '../../core/views/pull-requests.ts'
import { steadyText } from '../../ui/text/steady-text.ts'
import type { Colour, Paint } from './paint.ts'

/** Prints one line for each pull request. If something is wrong with it, a second line says what. */
export function renderPullRequests(requests: readonly PullRequestView[], paint: Paint): string {
  if (requests.length === 0) return 'no pull request yet: proven tasks get one with `policy.pull_requests`\n'
  const width = Math.max(...requests.map(request => nameOf(request).length))
  return requests
    .flatMap(request => linesOf(request, width, paint))
    .join('\n')
    .concat('\n')
}

function linesOf(request: PullRequestView, width: number, paint: Paint): readonly string[] {
  const { state, number, url, problem } = request
  const shownNumber = number === null ? '' : `#${number}`
  const parts = [
    nameOf(request).padEnd(width),
    paint(COLOURS[state], state.padEnd(7)),
    shownNumber.padStart(5),
    sayChecks(request),
    url === null ? '' : steadyText(url),
  ]
  const line = parts
    .filter(part => part !== '')
    .join('  ')
    .trimEnd()
  return problem === null ? [line] : [line, paint('yellow', `  ${steadyText(problem)}`)]
}

/** The name that a pull request is shown by. A request with the work of all tasks has no task, so its branch is the name. */
function nameOf({ task, branch }: PullRequestView): string {
  return task ?? branch
}

const COLOURS = {
  waiting: 'dim',
  draft: 'cyan',
  open: 'cyan',
  merged: 'green',
  closed: 'dim',
  refused: 'red',
} satisfies Record<PullRequestView['state'], Colour>

function sayChecks({ checks, state }: PullRequestView): string {
  if (checks === null || (state !== 'open' && state !== 'draft')) return ''
  const { passed, pending, failed } = checks
  if (failed.length > 0) return `failed: ${failed.map(steadyText).join(', ')}`
  if (pending > 0) return `${counted(pending, 'check')} running`
  return passed === 0 ? '' : `${counted(passed, 'check')} passed`
}
