import { expect, test } from 'vitest'
import { createGitHub } from '../../../../src/adapters/forge/github/create-github.ts'
import { ForgeError } from '../../../../src/core/model/errors.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { aForge, type ForgeCall } from '../../../support/forge/a-forge.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { aShopOnForge, REQUEST } from './support/a-shop-on-forge.ts'

const at = (method: string, end: string) => (call: Pick<ForgeCall, 'method' | 'path'>) => call.method === method && call.path.endsWith(end)
const json =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

async function failureOf(work: Promise<unknown>): Promise<ForgeError> {
  const error = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(error instanceof ForgeError)) throw new Error(`no ForgeError, but ${String(error)}`)
  return error
}

test('czar opens a pull request, finds it by its branch, writes its text, sets labels and reviewers, and sees its merge', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  expect(await github.find({ branch: 'feat/one', commit })).toBeNull()
  const opened = await github.open(REQUEST)
  expect(opened).toMatchObject({ number: 1, standing: 'open', head: commit, isDraft: false, mergeCommit: null, body: REQUEST.body })
  expect(await github.find({ branch: 'feat/one', commit })).toEqual(opened)
  expect((await github.write(1, 'Another text')).body).toBe('Another text')
  await github.decorate(1, { labels: ['fleet'], reviewers: ['ada', 'acme/core'] })
  expect(await github.find({ branch: 'feat/one', commit })).toMatchObject({ labels: ['fleet'], reviewers: ['ada', 'core'] })
  const mergeCommit = forge.merge(1, 'squash')
  expect((await github.look([1])).requests).toMatchObject([{ number: 1, standing: 'merged', head: commit, mergeCommit }])
})

test('a closed pull request counts only for its own commit, and an open one takes precedence', async () => {
  const { forge, github, push } = await aShopOnForge()
  const first = push('feat/one')
  await github.open(REQUEST)
  forge.close(1)
  expect(await github.find({ branch: 'feat/one', commit: first })).toMatchObject({ number: 1, standing: 'closed' })
  const second = push('feat/one')
  expect(await github.find({ branch: 'feat/one', commit: second })).toBeNull()
  await github.open(REQUEST)
  expect(await github.find({ branch: 'feat/one', commit: first })).toMatchObject({ number: 2, standing: 'open' })
})

test("a second pull request for the same branch is refused with GitHub's message", async () => {
  const { github, push } = await aShopOnForge()
  push('feat/one')
  await github.open(REQUEST)
  expect(await failureOf(github.open(REQUEST))).toMatchObject({
    reason: 'failed',
    message: expect.stringContaining('A pull request already exists for acme:feat/one'),
  })
})

test('a server error and a lost connection are tried again, and reported as unreachable if they last', async () => {
  const { forge, github, push } = await aShopOnForge()
  push('feat/one')
  forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(502, { message: 'Bad gateway' }) })
  expect(await github.find({ branch: 'feat/one', commit: 'x' as CommitSha })).toBeNull()
  for (let tries = 0; tries < 3; tries++) forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(503, { message: 'Unicorn!' }) })
  expect(await failureOf(github.find({ branch: 'feat/one', commit: 'x' as CommitSha }))).toMatchObject({
    reason: 'unreachable',
    message: expect.stringContaining('HTTP 503: Unicorn!'),
  })
})

test('a pull request that was opened although the answer was lost is not opened twice', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  forge.mishaps.push({ on: at('POST', '/pulls'), isAfter: true, answer: json(504, { message: 'Gateway time-out' }) })
  expect(await failureOf(github.open(REQUEST))).toMatchObject({ reason: 'unreachable' })
  expect(forge.writes()).toHaveLength(1)
  expect(await github.find({ branch: 'feat/one', commit })).toMatchObject({ number: 1, body: REQUEST.body })
})

test.each([
  { name: 'a token that is not valid', status: 401, body: { message: 'Bad credentials' }, reason: 'denied' },
  { name: 'a right that lacks', status: 403, body: { message: 'Resource not accessible by personal access token' }, reason: 'denied' },
  { name: 'a repository that the token may not see', status: 404, body: { message: 'Not Found' }, reason: 'denied' },
  { name: 'an archived repository', status: 422, body: { message: 'Repository was archived so is read-only' }, reason: 'failed' },
] as const)('$name is reported as $reason, and not tried again', async ({ status, body, reason }) => {
  const { forge, github } = await aShopOnForge()
  forge.mishaps.push({ on: at('POST', '/pulls'), answer: json(status, body) })
  expect(await failureOf(github.open(REQUEST))).toMatchObject({ reason, message: expect.stringContaining(body.message) })
  expect(forge.writes()).toHaveLength(1)
})

test('a short secondary rate limit is waited for; a long one is reported with its end', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  const limit = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' }
  forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(403, limit, { 'retry-after': '2' }) })
  expect(await github.find({ branch: 'feat/one', commit })).toBeNull()
  forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(403, limit, { 'retry-after': '120' }) })
  const before = Date.now()
  const { reason, until } = await failureOf(github.find({ branch: 'feat/one', commit }))
  expect(reason).toBe('limited')
  expect((until ?? 0) - before).toBeGreaterThanOrEqual(120_000)
  expect((until ?? 0) - before).toBeLessThan(180_000)
})

test.each([0, 3_000_000, -3_000_000])(
  "the primary rate limit is reported with its reset time, also if GitHub's clock is %i ms ahead",
  async aheadMs => {
    const { forge, github } = await aShopOnForge()
    forge.clock.aheadMs = aheadMs
    forge.budget.remaining = 0
    forge.budget.resetSeconds = 1_800
    for (let tries = 0; tries < 2; tries++)
      forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(403, { message: 'API rate limit exceeded' }) })
    const { reason, until } = await failureOf(github.look([]))
    expect(reason).toBe('limited')
    expect(Math.abs((until ?? 0) - Date.now() - 1_800_000)).toBeLessThan(60_000)
  },
)

test('a rate limit without a sensible end is waited for an hour at most', async () => {
  const { forge, github } = await aShopOnForge()
  forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(429, { message: 'Too many' }, { 'retry-after': '99999999' }) })
  const { reason, until } = await failureOf(github.look([]))
  expect(reason).toBe('limited')
  expect((until ?? 0) - Date.now()).toBeLessThanOrEqual(3_600_000)
})

test('with a low request budget czar reads GitHub less often, and an unchanged answer costs no budget', async () => {
  const { forge, github, push } = await aShopOnForge()
  push('feat/one')
  await github.open(REQUEST)
  expect((await github.look([1])).againMs).toBe(15_000)
  const before = forge.budget.remaining
  for (let looks = 0; looks < 5; looks++) await github.look([1])
  expect(forge.budget.remaining).toBe(before)
  forge.budget.remaining = 100
  expect((await github.look([1])).againMs).toBe(600_000)
  forge.budget.remaining = 900
  expect((await github.look([1])).againMs).toBeGreaterThan(60_000)
})

test('if GitHub rejects the token, czar looks up the token again, because the user may log in while czar runs', async () => {
  const env: Record<string, string> = { GH_ENTERPRISE_TOKEN: 'ghp_expired', PATH: await temporaryDirectory() }
  const forge = await aForge()
  const address = forge.make('acme/shop')
  const github = createGitHub({ addresses: async () => ({ fetch: address, push: address }), env, retryUnitMs: 5 })
  expect(await failureOf(github.look([]))).toMatchObject({ reason: 'denied' })
  env['GH_ENTERPRISE_TOKEN'] = forge.token
  expect((await github.look([])).requests).toEqual([])
})

test('a pull request of the same branch name in another fork is ignored', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  await github.open(REQUEST)
  const [stood] = forge.requests
  if (stood === undefined) throw new Error('no request')
  forge.mishaps.push({
    on: at('GET', '/pulls'),
    answer: context =>
      context.json([{ ...stood, html_url: '', head: { sha: commit, ref: 'feat/one', label: 'mallory:feat/one' }, labels: [] }]),
  })
  expect(await github.find({ branch: 'feat/one', commit })).toBeNull()
})

test('a request that gets no answer is cancelled after a time limit', async () => {
  const { forge, github } = await aShopOnForge({}, 500)
  const never = () => new Promise<Response>(() => {})
  for (let tries = 0; tries < 3; tries++) forge.mishaps.push({ on: at('GET', '/pulls'), answer: never })
  expect((await failureOf(github.look([]))).reason).toBe('unreachable')
})

test("an answer with an unexpected shape is reported with the field's name", async () => {
  const { forge, github } = await aShopOnForge()
  forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(200, [{ number: 'seven' }]) })
  expect(await failureOf(github.look([]))).toMatchObject({ reason: 'failed', message: expect.stringContaining('0.number') })
})

test('no error holds the token, even if GitHub repeats it', async () => {
  const { forge, github } = await aShopOnForge()
  forge.mishaps.push({ on: at('GET', '/pulls'), answer: json(401, { message: `Bad credentials: ${forge.token}` }) })
  const error = await failureOf(github.look([]))
  expect(error.message).toContain('Bad credentials: ***')
  expect(JSON.stringify([error, error.stack, error.cause, Object.values(error)])).not.toContain(forge.token)
})

test("the token of github.com goes to no other host, and czar asks gh for the token by the host's name", async () => {
  const { forge, github } = await aShopOnForge({ GH_ENTERPRISE_TOKEN: '', GH_TOKEN: 'ghp_forGitHubAlone' })
  const host = new URL(forge.url).host
  expect(await failureOf(github.look([]))).toMatchObject({ reason: 'denied', hint: `gh auth login --hostname ${host}` })
  expect(forge.calls).toEqual([])
})

test('czar reports whose token it has and which rights the token lacks', async () => {
  const { forge, github } = await aShopOnForge()
  const repository = `${new URL(forge.url).host}/acme/shop`
  expect(await github.examine()).toEqual({ repository, login: 'czar-bot', problem: null })
  const rights = { full_name: 'acme/shop', permissions: { push: false, pull: true } }
  forge.mishaps.push({ on: at('GET', '/shop'), answer: json(200, rights) })
  forge.mishaps.push({ on: at('GET', '/user'), answer: json(403, { message: 'Resource not accessible by integration' }) })
  expect(await github.examine()).toEqual({ repository, login: null, problem: 'the token may not write to it' })
})

test("a commit's failed checks are read with step and log: the log's end only, without times and colours", async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  const lines = Array.from({ length: 200 }, (_, index) => `2026-01-01T00:00:00.1234567Z \u001b[31mline ${index}\u001b[0m`)
  forge.checks.push(
    { commit, name: 'build', conclusion: 'success' },
    { commit, name: 'build', conclusion: 'failure', step: 'npm test', log: lines.join('\r\n') },
    { commit, name: 'lint', conclusion: null },
    { commit, name: 'deploy', conclusion: 'cancelled' },
    { commit, name: 'release', conclusion: 'action_required' },
    { commit, name: 'docs', conclusion: 'skipped' },
    { commit, name: 'setup', conclusion: 'startup_failure' },
    { commit: 'another', name: 'build', conclusion: 'failure' },
  )
  forge.statuses.push({ commit, context: 'ci/old', state: 'error', description: 'it broke' })
  const checks = await github.checks(commit)
  expect(checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'build failed',
    'lint pending',
    'docs passed',
    'setup failed',
    'ci/old failed',
  ])
  const [build, , , , old] = checks
  if (build === undefined || old === undefined) throw new Error('no checks')
  const read = await github.readCheck(build)
  expect(read).toMatchObject({ name: 'build', step: 'npm test', url: `${forge.url}/runs/2` })
  expect(read.tail.split('\n')).toHaveLength(60)
  expect(read.tail).toMatch(/^line 140\n(?:.|\n)*line 199$/)
  expect(await github.readCheck(old)).toEqual({ name: 'ci/old', step: null, url: null, tail: 'it broke' })
})

test('a failed check among more than a hundred is found', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  for (let count = 0; count < 130; count++)
    forge.checks.push({ commit, name: `job ${count}`, conclusion: count === 120 ? 'failure' : 'success' })
  expect((await github.checks(commit)).filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)).toEqual(['job 120'])
})

test('unchanged data is requested with its etag, and costs no budget', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  await github.open(REQUEST)
  const first = await github.look([1])
  expect(await github.look([1])).toEqual(first)
  await github.checks(commit)
  await github.checks(commit)
  const looks = forge.calls.filter(({ method }) => method === 'GET')
  expect(looks.map(({ status }) => status)).toEqual([200, 304, 200, 200, 304, 304])
  forge.merge(1)
  expect((await github.look([1])).requests).toMatchObject([{ standing: 'merged' }])
})

test("a commit is approved by each person's newest verdict, and only this commit", async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  await github.open({ ...REQUEST, isDraft: true })
  const review = (login: string, state: string, commit_id: string = commit, author_association = 'MEMBER') =>
    forge.reviews.push({ number: 1, user: { login }, state, commit_id, author_association })
  const isApproved = () => github.isApproved({ number: 1, head: commit })
  expect(await isApproved()).toBe(false)
  review('ada', 'APPROVED', 'an older commit')
  review('bob', 'COMMENTED')
  expect(await isApproved()).toBe(false)
  review('stranger', 'APPROVED', commit, 'CONTRIBUTOR')
  for (let count = 0; count < 120; count++) review('bot', 'COMMENTED')
  expect(await isApproved()).toBe(false)
  review('ada', 'APPROVED')
  review('ada', 'COMMENTED')
  expect(await isApproved()).toBe(true)
  review('bob', 'CHANGES_REQUESTED')
  expect(await isApproved()).toBe(false)
  review('bob', 'DISMISSED')
  expect(await isApproved()).toBe(true)
})

test('a draft is made ready through GraphQL, whose errors come with HTTP status 200', async () => {
  const { forge, github, push } = await aShopOnForge()
  push('feat/one')
  expect(await github.open({ ...REQUEST, isDraft: true })).toMatchObject({ isDraft: true })
  await github.ready(1)
  expect((await github.look([])).requests).toMatchObject([{ isDraft: false }])
  forge.mishaps.push({ on: at('GET', '/pulls/1'), answer: json(200, { node_id: 'PR_99' }) })
  expect(await failureOf(github.ready(1))).toMatchObject({
    reason: 'failed',
    message: expect.stringContaining('Could not resolve to a node'),
  })
})

test('with auto-merge, GitHub merges a pull request by itself when its required checks are green', async () => {
  const { forge, github, push } = await aShopOnForge()
  const head = push('feat/one')
  await github.open(REQUEST)
  expect(await github.autoMerge({ number: 1, head })).toBe('forge')
  expect(await github.read(1)).toMatchObject({ isArmed: true, standing: 'open' })
  forge.checks.push({ commit: head, name: 'build', conclusion: 'success' })
  expect((await github.look([1])).requests).toMatchObject([{ standing: 'merged' }])
})

test('if GitHub has no check to wait for, czar learns this, and can merge the pull request only at its present head', async () => {
  const { forge, github, push } = await aShopOnForge()
  forge.settings.required = []
  forge.settings.allowMergeCommit = false
  const head = push('feat/one')
  await github.open(REQUEST)
  expect(await github.autoMerge({ number: 1, head })).toBe('czar')
  expect(await failureOf(github.merge({ number: 1, head: 'f'.repeat(40) as CommitSha }))).toMatchObject({ reason: 'failed' })
  await github.merge({ number: 1, head })
  expect(await github.read(1)).toMatchObject({ standing: 'merged' })
})

test("a repository without auto-merge refuses it with GitHub's message, and a pull request with a moved head is not merged", async () => {
  const { forge, github, push } = await aShopOnForge()
  const head = push('feat/one')
  await github.open(REQUEST)
  expect(await failureOf(github.autoMerge({ number: 1, head: 'f'.repeat(40) as CommitSha }))).toMatchObject({ reason: 'failed' })
  forge.settings.allowAutoMerge = false
  expect(await failureOf(github.autoMerge({ number: 1, head }))).toMatchObject({
    reason: 'failed',
    message: expect.stringContaining('Auto merge is not allowed for this repository'),
  })
})

test('auto-merge is switched off, also if it is off already', async () => {
  const { forge, github, push } = await aShopOnForge()
  const head = push('feat/one')
  await github.open(REQUEST)
  await github.autoMerge({ number: 1, head })
  await github.stopAutoMerge(1)
  expect(forge.requests[0]?.armed).toBe(false)
  await github.stopAutoMerge(1)
})

test.each([
  ['RATE_LIMITED', 'API rate limit exceeded', 'limited'],
  ['FORBIDDEN', 'Resource not accessible by personal access token', 'denied'],
  ['UNPROCESSABLE', 'no', 'failed'],
] as const)('the GraphQL error %s is reported as the same kind as its REST error', async (type, message, reason) => {
  const { forge, github, push } = await aShopOnForge()
  push('feat/one')
  await github.open({ ...REQUEST, isDraft: true })
  forge.mishaps.push({ on: at('POST', '/graphql'), answer: json(200, { data: null, errors: [{ type, message }] }) })
  expect(await failureOf(github.ready(1))).toMatchObject({ reason, message: expect.stringContaining(message) })
})

test('a pull request is closed with one comment, also if the czar dies between comment and close', async () => {
  const { forge, github, push } = await aShopOnForge()
  const commit = push('feat/one')
  await github.open(REQUEST)
  forge.mishaps.push({ on: at('PATCH', '/pulls/1'), answer: json(422, { message: 'no' }) })
  expect(await failureOf(github.close({ number: 1, comment: 'Dropped.' }))).toMatchObject({ reason: 'failed' })
  await github.close({ number: 1, comment: 'Dropped.' })
  expect(forge.comments).toEqual([{ number: 1, body: 'Dropped.' }])
  expect(await github.read(1)).toMatchObject({ standing: 'closed', head: commit })
})
