import { z } from 'zod'
import { ForgeError } from '../../../core/model/errors.ts'
import type { ForgePort, ForgeRights, FoundRequest } from '../../../core/ports/forge-port.ts'
import { pullRequest, readRequest, repository, user } from './answers.ts'
import { disableAutoMerge, enableAutoMerge, mergeAtHead } from './auto-merge.ts'
import { readCheck, readChecks } from './checks.ts'
import { closeWithComment } from './close-request.ts'
import { type Connection, connectedOnce, type GitHubOptions } from './connect.ts'
import { findForIssues } from './issue-requests.ts'
import { markReady } from './mark-ready.ts'
import { isApproved } from './reviews.ts'
import { answerThread, readThreads } from './threads.ts'

/** Creates the port for pull requests on GitHub. The git remote says which host and repository are used. Long: it lists all calls. */
export function createGitHub(options: GitHubOptions): ForgePort {
  const connect = connectedOnce(options)
  return {
    async examine(signal) {
      return examine(await connect(), signal)
    },
    async find({ branch, commit }, signal) {
      const { ask, place, address } = await connect()
      const values = { ...place, head: `${address.headOwner}:${branch}`, state: 'all', per_page: 30 }
      const found = await ask({ route: 'GET /repos/{owner}/{name}/pulls', values, signal }, z.array(pullRequest))
      // A server that does not support this filter returns all pull requests, even those from other forks. So czar compares the names here.
      const label = `${address.headOwner}:${branch}`.toLowerCase()
      const requests = found.filter(({ head }) => head.ref === branch && (head.label ?? label).toLowerCase() === label).map(readRequest)
      return requests.find(isOpen) ?? requests.find(({ head }) => head === commit) ?? null
    },
    findForIssues: async (about, signal) => findForIssues(await connect(), about, signal),
    async open({ branch, base, title, body, isDraft }, signal) {
      const { ask, place, address } = await connect()
      const head = address.headOwner === address.owner ? branch : `${address.headOwner}:${branch}`
      const values = { ...place, title, body, head, base, draft: isDraft }
      return readRequest(await ask({ route: 'POST /repos/{owner}/{name}/pulls', values, signal }, pullRequest))
    },
    async read(number, signal) {
      const { ask, place } = await connect()
      return readRequest(await ask({ ...ONE, values: { ...place, number }, signal }, pullRequest))
    },
    async write(number, body, signal) {
      const { ask, place } = await connect()
      return readRequest(
        await ask({ route: 'PATCH /repos/{owner}/{name}/pulls/{number}', values: { ...place, number, body }, signal }, pullRequest),
      )
    },
    async decorate(number, { labels, reviewers }, signal) {
      const { ask, place } = await connect()
      const [teams, people] = [reviewers.filter(isTeam), reviewers.filter(name => !isTeam(name))]
      if (labels.length > 0) {
        await ask({ route: 'POST /repos/{owner}/{name}/issues/{number}/labels', values: { ...place, number, labels }, signal }, z.unknown())
      }
      if (reviewers.length === 0) return
      const asked = { reviewers: people, team_reviewers: teams.map(name => name.slice(name.indexOf('/') + 1)) }
      const route = 'POST /repos/{owner}/{name}/pulls/{number}/requested_reviewers'
      await ask({ route, values: { ...place, number, ...asked }, signal }, z.unknown())
    },
    isApproved: async (request, signal) => isApproved(await connect(), request, signal),
    ready: async (number, signal) => markReady(await connect(), number, signal),
    autoMerge: async (request, signal) => enableAutoMerge(await connect(), request, signal),
    stopAutoMerge: async (number, signal) => disableAutoMerge(await connect(), number, signal),
    merge: async (request, signal) => mergeAtHead(await connect(), request, signal),
    checks: async (commit, signal) => readChecks(await connect(), commit, signal),
    readCheck: async (check, signal) => readCheck(await connect(), check, signal),
    close: async (request, signal) => closeWithComment(await connect(), request, signal),
    threads: async (request, signal) => readThreads(await connect(), request, signal),
    answer: async (answer, signal) => answerThread(await connect(), answer, signal),
    async look(numbers, signal) {
      const { ask, place, paceMs } = await connect()
      const values = { ...place, state: 'open', per_page: 100 }
      const list = { route: 'GET /repos/{owner}/{name}/pulls', values, signal, isCached: true }
      const open = (await ask(list, z.array(pullRequest))).map(readRequest)
      const gone = numbers.filter(number => !open.some(request => request.number === number))
      const others = await Promise.all(
        gone.map(number => ask({ ...ONE, values: { ...place, number }, signal, isCached: true }, pullRequest)),
      )
      return { requests: [...open, ...others.map(readRequest)], againMs: paceMs() }
    },
  }
}

const ONE = { route: 'GET /repos/{owner}/{name}/pulls/{number}' }

async function examine({ ask, address, place }: Connection, signal: AbortSignal | undefined): Promise<ForgeRights> {
  const where = `${address.host}/${address.owner}/${address.name}`
  const { permissions, archived } = await ask({ route: 'GET /repos/{owner}/{name}', values: place, signal }, repository)
  // The token of an app belongs to no user, so asking for the user may fail.
  const login = await ask({ route: 'GET /user', signal }, user).then(
    found => found.login,
    error => {
      if (error instanceof ForgeError && error.reason === 'denied') return null
      throw error
    },
  )
  return { repository: where, login, problem: problemOf(permissions, { archived, isFork: address.headOwner !== address.owner }) }
}

function problemOf(
  permissions: z.output<typeof repository>['permissions'],
  { archived, isFork }: { readonly archived: boolean; readonly isFork: boolean },
): string | null {
  if (archived) return 'the repository is archived'
  return permissions?.push === false && !isFork ? 'the token may not write to it' : null
}

function isOpen({ standing }: FoundRequest): boolean {
  return standing === 'open'
}

function isTeam(name: string): boolean {
  return name.includes('/')
}
