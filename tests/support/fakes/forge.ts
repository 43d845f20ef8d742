import type { CommitSha } from '../../../src/core/model/ids.ts'
import type { ForgePort, FoundRequest } from '../../../src/core/ports/forge-port.ts'

export const COMMIT = 'c'.repeat(40) as CommitSha

export function aFoundRequest(over: Partial<FoundRequest> = {}): FoundRequest {
  const seen = { number: 7, url: 'https://forge/7', standing: 'open', isDraft: false, head: COMMIT, mergeCommit: null } as const
  return { ...seen, body: '', labels: [], reviewers: [], isArmed: false, ...over }
}

/** A stand-in for GitHub in memory, whose pull requests are in `found`. `did` lists the calls that it received. */
export function someForge(found: FoundRequest | null, over: Partial<ForgePort> = {}): { forge: ForgePort; did: string[] } {
  const did: string[] = []
  const forge: ForgePort = {
    examine: async () => ({ repository: '', login: null, problem: null }),
    find: async () => found,
    findForIssues: async () => null,
    read: async () => found ?? aFoundRequest(),
    open: async ({ title, isDraft, body }) => {
      did.push(`open "${title}"${isDraft ? ' as draft' : ''}`)
      return aFoundRequest({ body })
    },
    write: async (number, body) => {
      did.push(`write ${number}`)
      return aFoundRequest({ ...found, body })
    },
    decorate: async (number, { labels, reviewers }) => void did.push(`decorate ${number} ${[...labels, ...reviewers].join(' ')}`),
    isApproved: async () => false,
    ready: async number => void did.push(`ready ${number}`),
    autoMerge: async ({ number }) => {
      did.push(`arm ${number}`)
      return 'forge'
    },
    stopAutoMerge: async number => void did.push(`disarm ${number}`),
    merge: async ({ number }) => void did.push(`merge ${number}`),
    checks: async () => [],
    readCheck: async ({ name, url }) => ({ name, url, step: null, tail: '' }),
    close: async ({ number, comment }) => void did.push(`close ${number}: ${comment}`),
    threads: async () => null,
    answer: async ({ id, body }) => void did.push(`answer ${id}: ${body}`),
    look: async () => ({ requests: [], againMs: 15_000 }),
    ...over,
  }
  return { forge, did }
}
