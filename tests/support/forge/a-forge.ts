import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { runSync } from '../programs/starter.ts'
import { temporaryDirectory } from '../temporary.ts'
import { answerGraphql } from './answer-graphql.ts'
import { gitOverHttp, makeBare } from './git-over-http.ts'

export interface ForgeRequest {
  readonly number: number
  /** The request's branch, as `owner:branch`. */
  readonly head: string
  readonly base: string
  readonly author: string
  title: string
  body: string
  draft: boolean
  state: 'open' | 'closed'
  mergedAt: string | null
  mergeCommit: string | null
  labels: string[]
  reviewers: string[]
  teams: string[]
  /** Whether the request is merged automatically as soon as the required checks have succeeded. */
  armed: boolean
}

/** A discussion of a line of a pull request. */
export interface ForgeThread {
  readonly id: string
  readonly number: number
  readonly path: string
  readonly line: number | null
  /** Whether the request removes the line. */
  readonly isRemoved?: boolean
  resolved: boolean
  readonly comments: { readonly author: string; readonly association: string; readonly body: string; readonly isBot?: boolean }[]
}

/** An issue. GitHub also lists a pull request as an issue; `isRequest` stands for that. */
export interface ForgeIssue {
  readonly number: number
  readonly title: string
  readonly body: string | null
  readonly state: 'open' | 'closed'
  readonly labels: readonly string[]
  readonly isRequest?: boolean
}

/** A check of GitHub Actions that ran on a commit. */
export interface ForgeCheck {
  readonly commit: string
  readonly name: string
  readonly conclusion: string | null
  readonly step?: string
  readonly log?: string
}

/** A call that the stand-in received. */
export interface ForgeCall {
  readonly method: string
  readonly path: string
  readonly isConditional: boolean
  status: number
}

/** How a coming call fails. `on` chooses the call. */
export interface Mishap {
  readonly on: (call: Pick<ForgeCall, 'method' | 'path'>) => boolean
  readonly answer: (context: Context) => Response | Promise<Response>
  /** If true, the stand-in does what was asked, and then answers with the failure. */
  readonly isAfter?: boolean
}

/**
 * A stand-in for a GitHub Enterprise server on 127.0.0.1. It offers the REST API below `/api/v3`, and git over HTTP. Like GitHub, it reads
 * the newest commits of requests from the repositories' branches, and merges with git.
 */
export interface Forge {
  readonly url: string
  readonly token: string
  readonly root: string
  readonly requests: ForgeRequest[]
  readonly calls: ForgeCall[]
  readonly mishaps: Mishap[]
  /** How many calls are still allowed in this hour. A call whose answer has not changed costs none. */
  readonly budget: { limit: number; remaining: number; resetSeconds: number }
  readonly settings: {
    allowAutoMerge: boolean
    allowMergeCommit: boolean
    /** The checks that must succeed before a request can be merged. */
    required: readonly string[]
  }
  readonly threads: ForgeThread[]
  readonly issues: ForgeIssue[]
  /** Links from issues to requests, as a person makes them. */
  readonly links: { readonly issue: number; readonly number: number }[]
  /** Comments on pull requests that belong to no line. */
  readonly comments: { readonly number: number; readonly body: string }[]
  /** How far this server's clock is ahead, in ms. */
  readonly clock: { aheadMs: number }
  /** The checks. If several have the same name, the last one counts. */
  readonly checks: ForgeCheck[]
  readonly reviews: {
    readonly number: number
    readonly user: { readonly login: string }
    readonly state: string
    readonly commit_id: string
    readonly author_association: string
  }[]
  readonly statuses: { readonly commit: string; readonly context: string; readonly state: string; readonly description: string }[]
  /** Creates the bare repository `owner/name`, and returns its address. */
  readonly make: (path: string) => string
  readonly git: (path: string, ...words: readonly string[]) => string
  /** Merges a request, as a person does on the website. */
  readonly merge: (number: number, how?: 'merge' | 'squash') => string
  readonly close: (number: number) => void
  readonly writes: () => readonly string[]
}

/** Starts a stand-in for GitHub. Long: all parts use the same list of requests. */
export async function aForge(): Promise<Forge> {
  const root = join(await temporaryDirectory(), 'forge')
  const token = `ghs_${'a1B2'.repeat(9)}`
  const requests: ForgeRequest[] = []
  const calls: ForgeCall[] = []
  const mishaps: Mishap[] = []
  const checks: ForgeCheck[] = []
  const reviews: Forge['reviews'] = []
  const statuses: Forge['statuses'] = []
  const budget: Forge['budget'] = { limit: 5_000, remaining: 5_000, resetSeconds: 3_600 }
  const settings: Forge['settings'] = { allowAutoMerge: true, allowMergeCommit: true, required: ['build'] }
  const threads: ForgeThread[] = []
  const issues: ForgeIssue[] = []
  const links: Forge['links'] = []
  const comments: Forge['comments'] = []
  const clock: Forge['clock'] = { aheadMs: 0 }
  const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', HOME: root, ...AUTHOR }
  const git = (path: string, ...words: readonly string[]) => runSync('git', words, { cwd: join(root, `${path}.git`), env }).trim()
  const app = new Hono()
  const api = new Hono()

  app.all('/:owner/:name/*', async (context, next) => {
    if (!/^\/[^/]+\/[^/]+\.git\//.test(context.req.path)) return next()
    return gitOverHttp(context, root)
  })
  api.use(async (context, next) => {
    const call: ForgeCall = {
      method: context.req.method,
      path: context.req.path.slice('/api/v3'.length),
      isConditional: context.req.header('if-none-match') !== undefined,
      status: 0,
    }
    calls.push(call)
    mergeArmed()
    const at = mishaps.findIndex(mishap => mishap.on(call))
    const [mishap] = at === -1 ? [] : mishaps.splice(at, 1)
    if (mishap !== undefined && mishap.isAfter !== true) context.res = await mishap.answer(context)
    else if (context.req.header('authorization') !== `token ${token}`) context.res = context.json({ message: 'Bad credentials' }, 401)
    else await next()
    if (mishap?.isAfter === true) context.res = await mishap.answer(context)
    call.status = context.res.status
    if (call.status !== 304) budget.remaining = Math.max(0, budget.remaining - 1)
    const now = Date.now() + clock.aheadMs
    const headers = { limit: budget.limit, remaining: budget.remaining, reset: Math.ceil(now / 1_000) + budget.resetSeconds }
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(`x-ratelimit-${name}`)) context.res.headers.set(`x-ratelimit-${name}`, String(value))
    context.res.headers.set('date', new Date(now).toUTCString())
    return context.res
  })
  api.use(async (context, next) => {
    await next()
    if (context.req.method !== 'GET' || context.res.status !== 200) return
    const etag = `W/"${createHash('sha256')
      .update(await context.res.clone().text())
      .digest('hex')}"`
    if (context.req.header('if-none-match') === etag) context.res = new Response(null, { status: 304, headers: { etag } })
    else context.res.headers.set('etag', etag)
  })

  const pageOf = <Item>(context: Context, items: readonly Item[]): readonly Item[] => {
    const { per_page: size = '30', page = '1' } = context.req.query()
    return items.slice((Number(page) - 1) * Number(size), Number(page) * Number(size))
  }
  const repositoryOf = (context: Context) => `${context.req.param('owner')}/${context.req.param('name')}`
  const named = (context: Context) => requests.find(({ number }) => number === Number(context.req.param('number')))
  const tip = (path: string, branch: string) => {
    // A list shows the commits of a hundred pull requests. With a git process for each, czar's time limit would be over.
    const loose = join(root, `${path}.git`, 'refs/heads', branch)
    if (statSync(loose, { throwIfNoEntry: false })?.isFile()) return readFileSync(loose, 'utf8').trim()
    try {
      return git(path, 'rev-parse', '--verify', '-q', `refs/heads/${branch}`)
    } catch {
      return null
    }
  }
  /** Like `tip`, but starts git once for each branch. A list of a hundred requests would start it hundreds of times. */
  const tipOnce = () => {
    const known = new Map<string, string | null>()
    return (path: string, branch: string) => {
      const key = `${path} ${branch}`
      if (!known.has(key)) known.set(key, tip(path, branch))
      return known.get(key) ?? null
    }
  }
  const heads = new Map<number, string>()
  /** The newest commit of a request. For an open request it follows the branch, and for a closed request it stays. */
  const headOf = (path: string, request: ForgeRequest, tipOf = tip) => {
    const [owner = '', branch = ''] = request.head.split(':')
    const now = request.state === 'open' ? tipOf(`${owner}/${path.split('/')[1]}`, branch) : null
    if (now !== null) heads.set(request.number, now)
    return heads.get(request.number) ?? ''
  }
  const show = (path: string, request: ForgeRequest, tipOf = tip) => ({
    number: request.number,
    node_id: `PR_${request.number}`,
    html_url: `${url}/${path}/pull/${request.number}`,
    state: request.state,
    draft: request.draft,
    auto_merge: request.armed ? { merge_method: 'merge' } : null,
    title: request.title,
    body: request.body,
    user: { login: request.author },
    merged_at: request.mergedAt,
    // While a request is open, GitHub gives here the commit of its trial merge.
    merge_commit_sha: request.mergeCommit ?? 'f'.repeat(40),
    head: { sha: headOf(path, request, tipOf), ref: request.head.split(':')[1], label: request.head },
    base: { ref: request.base, sha: tipOf(path, request.base) },
    labels: request.labels.map(name => ({ name })),
    requested_reviewers: request.reviewers.map(login => ({ login })),
    requested_teams: request.teams.map(slug => ({ slug })),
  })
  /** Whether all required checks succeeded at the request's newest commit. */
  const isGreen = (request: ForgeRequest) => {
    const head = headOf(paths[0] ?? '', request)
    return settings.required.every(name => checks.findLast(check => check.commit === head && check.name === name)?.conclusion === 'success')
  }
  const mergeArmed = () => {
    for (const request of requests) if (request.armed && request.state === 'open' && isGreen(request)) merge(request.number)
  }
  const invalid = (context: Context, message: string) =>
    context.json({ message: 'Validation Failed', errors: [{ resource: 'PullRequest', code: 'custom', message }] }, 422)

  api.get('/user', context => context.json({ login: 'czar-bot' }))
  api.get('/repos/:owner/:name', context => {
    const allowed = { allow_auto_merge: settings.allowAutoMerge, allow_merge_commit: settings.allowMergeCommit }
    return context.json({ full_name: repositoryOf(context), archived: false, permissions: { push: true, pull: true }, ...allowed })
  })
  api.get('/repos/:owner/:name/pulls', context => {
    const { state = 'open', head } = context.req.query()
    const found = requests.filter(request => (state === 'all' || request.state === state) && (head === undefined || request.head === head))
    const tipOf = tipOnce()
    return context.json(pageOf(context, found.toReversed()).map(request => show(repositoryOf(context), request, tipOf)))
  })
  api.get('/repos/:owner/:name/pulls/:number', context => {
    const request = named(context)
    return request === undefined ? context.json({ message: 'Not Found' }, 404) : context.json(show(repositoryOf(context), request))
  })
  api.post('/repos/:owner/:name/pulls', async context => {
    const { title, body = '', head: written, base, draft = false } = await context.req.json()
    const path = repositoryOf(context)
    const head = written.includes(':') ? written : `${context.req.param('owner')}:${written}`
    const [owner, branch] = head.split(':')
    const commit = tip(`${owner}/${context.req.param('name')}`, branch)
    if (commit === null || tip(path, base) === null) return invalid(context, 'head or base is invalid')
    if (requests.some(other => other.head === head && other.base === base && other.state === 'open'))
      return invalid(context, `A pull request already exists for ${head}.`)
    if (commit === tip(path, base)) return invalid(context, `No commits between ${base} and ${branch}`)
    const request: ForgeRequest = {
      number: requests.length + 1,
      ...{ head, base, author: 'czar-bot', title, body, draft, state: 'open' },
      ...{ mergedAt: null, mergeCommit: null, labels: [], reviewers: [], teams: [], armed: false },
    }
    requests.push(request)
    return context.json(show(path, request), 201)
  })
  api.patch('/repos/:owner/:name/pulls/:number', async context => {
    const request = named(context)
    if (request === undefined) return context.json({ message: 'Not Found' }, 404)
    // GitHub ignores `draft` here. A request can be marked as ready only through GraphQL.
    const { title, body, state } = await context.req.json()
    headOf(repositoryOf(context), request)
    Object.assign(request, title === undefined ? {} : { title }, body === undefined ? {} : { body }, state === undefined ? {} : { state })
    return context.json(show(repositoryOf(context), request))
  })
  const showIssue = ({ labels, isRequest, ...issue }: ForgeIssue) => ({
    ...issue,
    labels: labels.map(name => ({ name })),
    ...(isRequest === true ? { pull_request: { url } } : {}),
  })
  api.get('/repos/:owner/:name/issues/:number', context => {
    const issue = issues.find(({ number }) => number === Number(context.req.param('number')))
    return issue === undefined ? context.json({ message: 'Not Found' }, 404) : context.json(showIssue(issue))
  })
  api.get('/repos/:owner/:name/issues', context => {
    const { state = 'open', labels = '' } = context.req.query()
    const found = issues.filter(
      issue => issue.state === state && labels.split(',').every(label => label === '' || issue.labels.includes(label)),
    )
    return context.json(pageOf(context, found).map(showIssue))
  })
  api.get('/repos/:owner/:name/issues/:number/comments', context => {
    return context.json(
      pageOf(
        context,
        comments.filter(({ number }) => number === Number(context.req.param('number'))),
      ),
    )
  })
  api.post('/repos/:owner/:name/issues/:number/comments', async context => {
    const { body } = await context.req.json()
    comments.push({ number: Number(context.req.param('number')), body })
    return context.json({ id: comments.length, body }, 201)
  })
  api.post('/repos/:owner/:name/issues/:number/labels', async context => {
    const request = named(context)
    const { labels } = await context.req.json()
    if (request !== undefined) request.labels = [...new Set([...request.labels, ...labels])]
    return context.json((request?.labels ?? []).map(name => ({ name })))
  })
  api.post('/repos/:owner/:name/pulls/:number/requested_reviewers', async context => {
    const request = named(context)
    const { reviewers = [], team_reviewers = [] } = await context.req.json()
    if (request === undefined) return context.json({ message: 'Not Found' }, 404)
    if (reviewers.includes(request.author)) return invalid(context, 'Review cannot be requested from pull request author.')
    request.reviewers = [...new Set([...request.reviewers, ...reviewers])]
    request.teams = [...new Set([...request.teams, ...team_reviewers])]
    return context.json(show(repositoryOf(context), request), 201)
  })
  api.get('/repos/:owner/:name/commits/:commit/check-runs', context => {
    const own = checks.flatMap((check, index) => (check.commit === context.req.param('commit') ? [{ ...check, id: index + 1 }] : []))
    const latest = [...new Map(own.map(check => [check.name, check])).values()]
    const runs = latest.map(({ id, name, conclusion }) => ({
      ...{ id, name, conclusion, status: conclusion === null ? 'in_progress' : 'completed' },
      ...{ html_url: `${url}/runs/${id}`, output: { title: null, summary: null } },
    }))
    return context.json({ total_count: runs.length, check_runs: pageOf(context, runs) })
  })
  api.get('/repos/:owner/:name/commits/:commit/status', context => {
    const own = statuses.filter(({ commit }) => commit === context.req.param('commit'))
    return context.json({
      state: 'pending',
      statuses: pageOf(
        context,
        own.map(status => ({ ...status, target_url: null })),
      ),
    })
  })
  api.get('/repos/:owner/:name/actions/jobs/:id', context => {
    const { step, conclusion } = checks[Number(context.req.param('id')) - 1] ?? {}
    return context.json({
      steps: [{ name: 'Set up job', conclusion: 'success' }, ...(step === undefined ? [] : [{ name: step, conclusion }])],
    })
  })
  api.get('/repos/:owner/:name/actions/jobs/:id/logs', context => {
    const { log } = checks[Number(context.req.param('id')) - 1] ?? {}
    return log === undefined ? context.json({ message: 'Not Found' }, 404) : context.text(log)
  })
  api.get('/repos/:owner/:name/pulls/:number/reviews', context => {
    return context.json(
      pageOf(
        context,
        reviews.filter(({ number }) => number === Number(context.req.param('number'))),
      ),
    )
  })
  api.get('/repos/:owner/:name/pulls/:number/comments', context => {
    const own = threads.filter(({ number }) => number === Number(context.req.param('number')))
    const all = own.flatMap(({ comments }) => comments)
    const shown = all.map(({ author, body }, index) => ({
      id: index + 1,
      user: { login: author },
      body,
      updated_at: `2026-01-01T00:00:${index}Z`,
    }))
    return context.json(pageOf(context, shown))
  })
  app.post('/api/graphql', async context => {
    const { query, variables } = await context.req.json()
    const call = { method: 'POST', path: '/graphql', isConditional: false, status: 200 }
    calls.push(call)
    const at = mishaps.findIndex(mishap => mishap.on(call))
    const [mishap] = at === -1 ? [] : mishaps.splice(at, 1)
    if (mishap !== undefined) return mishap.answer(context)
    if (context.req.header('authorization') !== `token ${token}`) return context.json({ message: 'Bad credentials' }, 401)
    const parts = { requests, settings, threads, links, headOf: (request: ForgeRequest) => headOf(paths[0] ?? '', request), isGreen }
    return context.json(answerGraphql(query, variables, parts))
  })
  api.put('/repos/:owner/:name/pulls/:number/merge', async context => {
    const request = named(context)
    const { sha, merge_method: method = 'merge' } = await context.req.json()
    if (request === undefined) return context.json({ message: 'Not Found' }, 404)
    if (request.state !== 'open' || request.draft || !isGreen(request))
      return context.json({ message: 'Pull Request is not mergeable' }, 405)
    if (method === 'merge' && !settings.allowMergeCommit)
      return context.json({ message: 'Merge commits are not allowed on this repository.' }, 405)
    if (sha !== headOf(repositoryOf(context), request))
      return context.json({ message: 'Head branch was modified. Review and try the merge again.' }, 409)
    return context.json({ merged: true, sha: merge(request.number, method === 'merge' ? 'merge' : 'squash') })
  })
  app.route('/api/v3', api)

  const server = await new Promise<Server>(resolve => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started as Server))
  })
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })

  function merge(number: number, how: 'merge' | 'squash' = 'merge'): string {
    const request = requests.find(other => other.number === number)
    if (request === undefined) throw new Error(`no request ${number}`)
    const path = paths[0] ?? ''
    const head = headOf(path, request)
    const base = git(path, 'rev-parse', request.base)
    const tree = git(path, 'merge-tree', '--write-tree', base, head)
    const parents = how === 'merge' ? ['-p', base, '-p', head] : ['-p', base]
    const commit = git(path, 'commit-tree', tree, ...parents, '-m', `Merge #${number}`)
    git(path, 'update-ref', `refs/heads/${request.base}`, commit)
    Object.assign(request, { state: 'closed', mergedAt: '2026-01-01T00:00:00Z', mergeCommit: commit })
    return commit
  }
  const paths: string[] = []

  return {
    url,
    token,
    root,
    requests,
    calls,
    mishaps,
    budget,
    settings,
    threads,
    issues,
    links,
    comments,
    clock,
    checks,
    reviews,
    statuses,
    git,
    merge,
    make(path) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      makeBare(join(root, `${path}.git`))
      paths.push(path)
      return `${url}/${path}.git`
    },
    close(number) {
      const request = requests.find(other => other.number === number)
      if (request !== undefined) {
        headOf(paths[0] ?? '', request)
        request.state = 'closed'
      }
    },
    writes: () => calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
  }
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 'Forge',
  GIT_AUTHOR_EMAIL: 'forge@example.com',
  GIT_COMMITTER_NAME: 'Forge',
  GIT_COMMITTER_EMAIL: 'forge@example.com',
}
