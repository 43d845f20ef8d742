import { matchGlobs } from '../../../core/territory/match-globs.ts'
import { listed } from '../../../core/text/listed.ts'

interface Scope {
  readonly owns: readonly string[]
  readonly foreign: readonly string[]
  readonly protect: readonly string[]
}

/** Whether `files` stay in the worker's territory and out of all others'; each file is reported once. */
export function checkScope({ owns, foreign, protect }: Scope, files: readonly string[]): readonly string[] {
  const guarded = files.filter(matchGlobs(protect))
  const peers = files.filter(matchGlobs(foreign)).filter(file => !guarded.includes(file))
  const outside = owns.length === 0 ? [] : files.filter(file => !matchGlobs(owns)(file) && !guarded.includes(file) && !peers.includes(file))
  return [
    ...sentence(guarded, 'You changed protected files, which nobody may change here; take those changes back'),
    ...sentence(peers, "You changed files in another worker's territory; take those changes back"),
    ...sentence(outside, `You changed files outside your territory (${owns.join(', ')}); take those changes back`),
  ]
}

function sentence(files: readonly string[], text: string): readonly string[] {
  return files.length === 0 ? [] : [`${text}: ${listed(files)}.`]
}
