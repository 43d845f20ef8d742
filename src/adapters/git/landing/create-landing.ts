import type { LandingPort } from '../../../core/ports/landing-port.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { advance } from './advance.ts'
import { chain } from './chain.ts'

export function createLanding(open: () => Promise<Repository>): LandingPort {
  return {
    howBaseMoved: async (from, to) => ((await isAncestor(await open(), from, to)) ? 'forward' : 'rewritten'),
    chain: async question => chain(await open(), question),
    advance: async question => advance(await open(), question),
  }
}
