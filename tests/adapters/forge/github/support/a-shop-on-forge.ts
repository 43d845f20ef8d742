import { createGitHub } from '../../../../../src/adapters/forge/github/create-github.ts'
import { createIssueReader, type IssueReader } from '../../../../../src/adapters/forge/github/issues.ts'
import type { CommitSha } from '../../../../../src/core/model/ids.ts'
import type { ForgePort } from '../../../../../src/core/ports/forge-port.ts'
import { aForge, type Forge } from '../../../../support/forge/a-forge.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'

interface ShopOnForge {
  readonly forge: Forge
  readonly github: ForgePort
  readonly issues: IssueReader
  /** Adds a new commit to a branch on the forge. */
  readonly push: (branch: string) => CommitSha
}

/**
 * The repository `acme/shop` on the stand-in for GitHub, with one commit on main, and czar's client for it. A request may take `timeoutMs`.
 */
export async function aShopOnForge(env: Record<string, string> = {}, timeoutMs = 60_000): Promise<ShopOnForge> {
  const forge = await aForge()
  const address = forge.make('acme/shop')
  const { token } = forge
  const options = {
    addresses: async () => ({ fetch: address, push: address }),
    env: { GH_ENTERPRISE_TOKEN: token, PATH: await temporaryDirectory(), ...env },
    timeoutMs,
    retryUnitMs: 5,
  }
  const github = createGitHub(options)
  let count = 0
  const push = (branch: string) => {
    const tree = forge.git('acme/shop', 'mktree')
    const parents = branch === 'main' ? [] : ['-p', 'main']
    const commit = forge.git('acme/shop', 'commit-tree', tree, ...parents, '-m', `commit ${++count}`)
    forge.git('acme/shop', 'update-ref', `refs/heads/${branch}`, commit)
    return commit as CommitSha
  }
  push('main')
  return { forge, github, issues: createIssueReader(options), push }
}

export const REQUEST = { branch: 'feat/one', base: 'main', title: 'One', body: 'It does one thing.', isDraft: false }
