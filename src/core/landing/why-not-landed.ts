import type { LandResult } from '../ports/landing-port.ts'
import { shellWord } from '../text/shell-word.ts'

export interface NotLanded {
  readonly reason: string
  /** The command that a person can type to move base to the tested tip, or null if there is no such command. */
  readonly command: string | null
}

/** Says why base was not moved to the tested tip. Returns null if base was moved. */
export function whyNotLanded(result: LandResult, { base, tip }: { readonly base: string; readonly tip: string }): NotLanded | null {
  switch (result.kind) {
    case 'landed':
      return null
    case 'checked_out':
      return {
        reason: `${base} is checked out in ${result.path}, and czar never changes a checkout of yours`,
        command: `git -C ${shellWord(result.path)} merge --ff-only ${tip.slice(0, 12)}`,
      }
    case 'no_branch':
      return { reason: `${base} is not a local branch, so it cannot be moved`, command: result.isRemote ? 'czar land --push' : null }
    case 'moved': {
      const now = result.base.slice(0, 8)
      return {
        reason: `${base} is at ${now}, but ${tip.slice(0, 8)} was tested on another commit of it, so the two together are untested`,
        command: null,
      }
    }
    case 'free':
      return { reason: `${base} was not moved`, command: 'czar land' }
  }
}
