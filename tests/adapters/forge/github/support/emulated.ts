import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { createEmulator } from 'emulate'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { createGitHub } from '../../../../../src/adapters/forge/github/create-github.ts'
import { createIssueReader, type IssueReader } from '../../../../../src/adapters/forge/github/issues.ts'
import type { CommitSha } from '../../../../../src/core/model/ids.ts'
import type { ForgePort } from '../../../../../src/core/ports/forge-port.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'

/** What a test of the REST contract needs from a forge with the repository acme/shop. */
export interface RestForge {
  readonly github: ForgePort
  readonly issues: IssueReader
  /** Opens an issue, and returns its number. */
  readonly file: (title: string, body: string, labels: readonly string[]) => Promise<number>
  /** Makes a branch with a commit of its own. */
  readonly push: (branch: string) => Promise<CommitSha>
  readonly approve: (number: number, commit: CommitSha) => Promise<void>
  readonly check: (commit: CommitSha, name: string, conclusion: 'success' | 'failure') => Promise<void>
  readonly close: (number: number) => Promise<void>
}

const CZAR = 'ghp_czar'
const ADA = 'ghp_ada'
const SEED = {
  tokens: { [CZAR]: { login: 'czar-bot', scopes: ['repo', 'user'] }, [ADA]: { login: 'ada', scopes: ['repo'] } },
  github: {
    users: [{ login: 'czar-bot' }, { login: 'ada' }],
    orgs: [{ login: 'acme', members: [{ login: 'czar-bot', role: 'admin' }, { login: 'ada' }] }],
    repos: [{ owner: 'acme', name: 'shop', auto_init: true }],
  },
}

/**
 * GitHub as emulate 0.12.2 imitates it: a second opinion on REST, by people who do not know czar. It has no commit statuses, ETags, GraphQL
 * or git. A request's head does not follow its branch, the branch need not exist, and one branch may have two open requests. Each request
 * is mergeable, and a PATCH makes a draft ready. Only the stand-in tests what emulate lacks.
 */
export async function emulatedGitHub(): Promise<RestForge> {
  const emulator = await createEmulator({ service: 'github', port: 0, seed: SEED as never })
  const { url, close } = await asEnterprise(emulator.url)
  onTestFinished(async () => {
    close()
    await emulator.close()
  })
  const ask = async (method: string, path: string, body?: object, token = CZAR): Promise<Answer> => {
    const headers = { authorization: `token ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${emulator.url}/repos/acme/shop${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const address = `${url}/acme/shop.git`
  const env = { GH_ENTERPRISE_TOKEN: CZAR, PATH: await temporaryDirectory() }
  const options = { addresses: async () => ({ fetch: address, push: address }), env, retryUnitMs: 5 }
  return {
    github: createGitHub(options),
    issues: createIssueReader(options),
    file: async (title, body, labels) => (await ask('POST', '/issues', { title, body, labels })).number,
    async push(branch) {
      const main = (await ask('GET', '/git/ref/heads/main')).object.sha
      const { tree } = await ask('GET', `/git/commits/${main}`)
      const { sha } = await ask('POST', '/git/commits', { message: branch, tree: tree.sha, parents: [main] })
      await ask('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha })
      return sha as CommitSha
    },
    approve: async (number, commit) =>
      void (await ask('POST', `/pulls/${number}/reviews`, { event: 'APPROVE', commit_id: commit, body: 'Good' }, ADA)),
    check: async (commit, name, conclusion) =>
      void (await ask('POST', '/check-runs', {
        name,
        head_sha: commit,
        status: 'completed',
        conclusion,
        output: { title: name, summary: 'said' },
      })),
    close: async number => void (await ask('PATCH', `/pulls/${number}`, { state: 'closed' })),
  }
}

interface Answer {
  readonly number: number
  readonly sha: string
  readonly object: { readonly sha: string }
  readonly tree: { readonly sha: string }
}

/** The API below `/api/v3`, as an Enterprise server has it, with the one list that emulate lacks. */
async function asEnterprise(target: string): Promise<{ readonly url: string; readonly close: () => void }> {
  const app = new Hono()
  app.get('/api/v3/repos/:owner/:name/commits/:commit/status', context => context.json({ state: 'pending', statuses: [] }))
  app.all('/api/v3/*', async ({ req }) => {
    const { pathname, search } = new URL(req.url)
    const body = req.method === 'GET' ? null : await req.text()
    const headers = { authorization: req.header('authorization') ?? '', 'content-type': 'application/json' }
    const answer = await fetch(`${target}${pathname.slice('/api/v3'.length)}${search}`, { method: req.method, headers, body })
    return new Response(await answer.text(), {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? '' },
    })
  })
  const server = await new Promise<Server>(resolve => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started as Server))
  })
  const at = server.address()
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`, close }
}
