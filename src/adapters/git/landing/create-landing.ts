import type { LandingPort } from '../../../core/ports/landing-port.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { advance } from './advance.ts'
import { chain } from './chain.ts'
import { land } from './land.ts'
import { push } from './push.ts'

export function createLanding(open: () => Promise<Repository>): LandingPort {
  return {
    howBaseMoved: async (from, to) => ((await isAncestor(await open(), from, to)) ? 'forward' : 'rewritten'),
    chain: async question => chain(await open(), question),
    land: async question => land(await open(), question),
    push: async (remote, question) => push(await open(), remote, question),
    advance: async question => advance(await open(), question),
  }
}
