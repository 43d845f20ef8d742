import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { aFleetOnForge, deathOf, launchToDeath } from '../../../support/forge/a-fleet-on-forge.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

const REQUESTS = '  pull_requests: { labels: [fleet], reviewers: [ada, team/core], max_open: 10 }\n'

test('proven tasks become pull requests that describe the proof; one that a person merges counts as merged, and none is opened twice', async () => {
  const goOn = join(await temporaryDirectory(), 'go-on')
  const two = [...honestly('two').slice(0, 3), 'done: "two is there, @ada. Fixes #9"']
  const three = [...honestly('three').slice(0, 3), `wait_for: ${goOn}`, 'done: "it is there"']
  const { forge, fleet } = await aFleetOnForge(
    aScriptedWorker('one', honestly('one'), '    accept: ["test -f src/one/work.txt"]\n') +
      aScriptedWorker('two', two) +
      aScriptedWorker('three', three),
    REQUESTS,
  )
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  const opened = await fleet.eventually('pull_request.opened', ({ task }) => task === 'one')
  await fleet.eventually('pull_request.opened', ({ task }) => task === 'two')
  const set = { base: 'main', draft: false, labels: ['fleet'], reviewers: ['ada'], teams: ['core'] }
  const shown = forge.requests.map(({ head, base, draft, labels, reviewers, teams }) => ({ head, base, draft, labels, reviewers, teams }))
  expect(shown).toEqual(expect.arrayContaining(['one', 'two'].map(id => ({ head: `acme:feat/${id}`, ...set }))))
  const one = forge.requests.find(({ head }) => head.endsWith('/one'))
  expect(one?.title).toBe('Work for one.')
  for (const part of ['> Work for one.', '> it is there', '| `test -f src/one/work.txt` | passed |']) expect(one?.body).toContain(part)
  expect(forge.git('acme/shop', 'rev-parse', 'feat/one')).toBe(fleet.git('rev-parse', 'feat/one'))

  const merge = forge.merge(opened.request.number)
  const merged = await fleet.eventually('pull_request.changed', ({ request }) => request.standing === 'merged')
  expect(merged).toMatchObject({ task: 'one', request: { mergeCommit: merge } })
  fleet.killCzar()
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  writeFileSync(goOn, '')
  await fleet.eventually('project.finished', ({ verified }) => verified === 3)
  expect(forge.requests.map(({ head }) => head).toSorted()).toEqual(['acme:feat/one', 'acme:feat/three', 'acme:feat/two'])
  expect(JSON.stringify(fleet.events())).not.toContain(forge.token)
})

test('a czar that is killed between the push and the pull request, or right after it, opens one pull request', async () => {
  const { forge, fleet } = await aFleetOnForge(aScriptedWorker('one', honestly('one')), REQUESTS)
  // The branch is pushed. The czar dies while it looks for the branch's pull request.
  await launchToDeath({ forge, fleet }, { method: 'GET' })
  expect(fleet.events().filter(({ kind }) => kind === 'pull_request.pushed')).toHaveLength(1)
  expect(forge.requests).toEqual([])
  // The pull request is opened. The czar dies before it gets GitHub's answer.
  await launchToDeath({ forge, fleet }, { method: 'POST', isAfter: true })
  expect(fleet.events().some(({ kind }) => kind === 'pull_request.opened')).toBe(false)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  expect(await fleet.eventually('pull_request.opened')).toMatchObject({ isFound: true, problem: null, request: { number: 1 } })
  await fleet.eventually('project.finished')
  expect(forge.requests).toMatchObject([{ labels: ['fleet'], reviewers: ['ada'], teams: ['core'] }])
})

test('a pull request is a draft until a person approves its commit, and an approval of an older commit does not count', async () => {
  const rework = ['edit: { file: src/one/work.txt, text: "mended" }', 'commit: "fix: one"', 'done: "it is mended"']
  const blocks = [['', honestly('one')] as const, [' rework', rework] as const, [' again', rework] as const]
  const task = blocks.map(
    ([kind, steps]) => `\n      \`\`\`scripted${kind}\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`,
  )
  const { forge, fleet } = await aFleetOnForge(
    `  - id: one\n    task: |\n      Work for one.\n${task.join('')}`,
    '  pull_requests: { draft_until: reviewed, auto_merge: green }\n',
  )
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  const { commit, request } = await fleet.eventually('pull_request.opened')
  expect([request.isDraft, forge.requests[0]?.draft]).toEqual([true, true])
  forge.checks.push({ commit, name: 'build', conclusion: 'failure', step: 'npm test', log: 'expected 1\n' })
  const { commit: mended } = await fleet.eventually('pull_request.updated')
  const approval = { number: 1, user: { login: 'ada' }, state: 'APPROVED', author_association: 'MEMBER' }
  forge.reviews.push({ ...approval, commit_id: commit })
  forge.checks.push({ commit: mended, name: 'build', conclusion: 'success' })
  // The fleet does not wait for people. The next launch sees their actions.
  await fleet.eventually('project.finished', ({ verified }) => verified === 1)
  expect(forge.requests[0]).toMatchObject({ draft: true, armed: false, state: 'open' })
  forge.reviews.push({ ...approval, commit_id: mended })
  await deathOf(fleet)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('pull_request.approved', ({ head }) => head === mended)
  await fleet.eventually('pull_request.changed', ({ request }) => !request.isDraft)
  expect(forge.requests[0]).toMatchObject({ draft: false })
  // All required checks are done, so czar merges the pull request.
  await fleet.eventually('pull_request.changed', ({ request }) => request.standing === 'merged')
  expect(forge.git('acme/shop', 'show', 'main:src/one/work.txt')).toBe('mended')
})

test('an issue with an open pull request gets no second one: people are told, and one is opened when the other is closed', async () => {
  const goOn = join(await temporaryDirectory(), 'go-on')
  const task = honestly('one')
    .map(step => `      - ${step}\n`)
    .join('')
  const two = [...honestly('two').slice(0, 3), `wait_for: ${goOn}`, 'done: "it is there"']
  const { forge, fleet } = await aFleetOnForge(
    `  - id: one\n    task: |\n      Work for one. Fixes #9\n\n      \`\`\`scripted\n${task}      \`\`\`\n${aScriptedWorker('two', two)}`,
    REQUESTS,
  )
  const tree = forge.git('acme/shop', 'rev-parse', 'main^{tree}')
  forge.git('acme/shop', 'update-ref', 'refs/heads/theirs', forge.git('acme/shop', 'commit-tree', tree, '-p', 'main', '-m', 'Theirs'))
  const theirs = { head: 'acme:theirs', base: 'main', author: 'ada', title: 'Mine', body: 'Fixes #9', draft: false, state: 'open' } as const
  const rest = { mergedAt: null, mergeCommit: null, labels: [], reviewers: [], teams: [], armed: false }
  forge.requests.push({ number: 1, ...theirs, ...rest })
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  expect(await fleet.eventually('pull_request.preceded')).toMatchObject({ task: 'one', issue: 9, other: { number: 1 } })
  await fleet.eventually('attention.raised', ({ key }) => key === 'request:feat/one')
  expect(await fleet.run('pr', 'one')).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('gets no pull request: issue #9 has the open pull request #1 of another person'),
  })
  expect(forge.requests).toHaveLength(1)
  forge.close(1)
  expect(await fleet.eventually('pull_request.opened')).toMatchObject({ task: 'one', request: { number: 2 } })
  await fleet.eventually('attention.settled', ({ key }) => key === 'request:feat/one')
  writeFileSync(goOn, '')
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
})

test('a failed check returns to its worker with step and log, and the corrected work goes to the same pull request', async () => {
  const rework = ['edit: { file: src/one/work.txt, text: "mended" }', 'commit: "fix: one"', 'done: "it is mended"']
  const blocks = [['', honestly('one')] as const, [' rework', rework] as const, [' again', rework] as const]
  const task = blocks.map(
    ([kind, steps]) => `\n      \`\`\`scripted${kind}\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`,
  )
  const { forge, fleet } = await aFleetOnForge(`  - id: one\n    task: |\n      Work for one.\n${task.join('')}`, REQUESTS)
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  const { commit } = await fleet.eventually('pull_request.opened')
  forge.checks.push({ commit, name: 'build', conclusion: 'failure', step: 'npm test', log: 'expected 1\ngot 2\n' })
  expect(await fleet.eventually('pull_request.returned')).toMatchObject({ task: 'one', commit, tail: '--- build\nexpected 1\ngot 2' })

  const updated = await fleet.eventually('pull_request.updated')
  expect(updated.commit).not.toBe(commit)
  expect(forge.git('acme/shop', 'show', 'feat/one:src/one/work.txt')).toBe('mended')
  forge.checks.push({ commit: updated.commit, name: 'build', conclusion: 'success' })
  await fleet.eventually('project.finished', ({ verified }) => verified === 1)
  const texts = globSync(join(fleet.projectDir, 'texts', '*')).map(path => readFileSync(path, 'utf8'))
  const told = texts.find(text => text.includes('The check "build" of pull request #1 failed at your commit, in its step "npm test"'))
  expect(told).toMatch(/\n(?:\| )?expected 1\n(?:\| )?got 2\n/)
  expect(forge.requests).toMatchObject([{ number: 1, state: 'open' }])
  expect(forge.requests[0]?.body).toContain(`Checked at ${updated.commit.slice(0, 12)}`)
  expect((await fleet.run('pr', 'one')).stdout).toBe(`one  open        #1  1 check passed  ${forge.url}/acme/shop/pull/1\n`)
})

test("a person's comment on a line goes to the worker as a quotation, and is answered and resolved after a new proof", async () => {
  const rework = ['edit: { file: src/one/work.txt, text: "with a map" }', 'commit: "fix: one"', 'done: "it uses a map"']
  const blocks = [['', honestly('one')] as const, [' rework', rework] as const, [' again', rework] as const]
  const task = blocks.map(
    ([kind, steps]) => `\n      \`\`\`scripted${kind}\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`,
  )
  const { forge, fleet } = await aFleetOnForge(`  - id: one\n    task: |\n      Work for one.\n${task.join('')}`, REQUESTS)
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  await fleet.eventually('pull_request.opened')
  const comments = [{ author: 'ada', association: 'MEMBER', body: 'Use a map here.' }]
  forge.threads.push({ id: 'T1', number: 1, path: 'src/one/work.txt', line: 1, resolved: false, comments })
  await fleet.eventually('pull_request.commented')
  // A czar that is launched again still knows this.
  fleet.killCzar()
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('pull_request.returned', ({ threads }) => threads?.[0] === 'T1')
  const answered = await fleet.eventually('pull_request.answered')
  expect(forge.threads[0]).toMatchObject({ resolved: true })
  expect(comments.map(({ body }) => body.split('\n')[0])).toEqual(['Use a map here.', `Proven again at ${answered.commit}.`])
  const texts = globSync(join(fleet.projectDir, 'texts', '*')).map(path => readFileSync(path, 'utf8'))
  expect(texts.some(text => /People wrote 1 remark on pull request #1/.test(text) && /\n(?:\| )?Use a map here\./.test(text))).toBe(true)
  await fleet.eventually('project.finished', ({ verified }) => verified === 1)
})

test('GitHub merges a pull request with green checks, and the other one gets base, is proven with it, and is merged too', async () => {
  const { forge, fleet } = await aFleetOnForge(
    aScriptedWorker('one', honestly('one')) + aScriptedWorker('two', honestly('two'), '    accept: ["test -f src/two/work.txt"]\n'),
    '  pull_requests: { auto_merge: green }\n',
  )
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  const one = await fleet.eventually('pull_request.armed', ({ task }) => task === 'one')
  const two = await fleet.eventually('pull_request.armed', ({ task }) => task === 'two')
  expect([one.how, two.how]).toEqual(['forge', 'forge'])
  forge.checks.push({ commit: one.commit, name: 'build', conclusion: 'success' })
  expect(await fleet.eventually('pull_request.changed')).toMatchObject({ task: 'one', request: { standing: 'merged' } })

  const caught = await fleet.eventually('pull_request.caught_up')
  expect(caught).toMatchObject({ task: 'two', from: two.commit, after: ['feat/one'], reason: null })
  const again = await fleet.eventually('pull_request.updated', ({ task }) => task === 'two')
  expect(again.commit).toBe(caught.commit)
  expect(forge.git('acme/shop', 'rev-parse', 'feat/two')).toBe(caught.commit)
  expect(forge.git('acme/shop', 'log', '--format=%s', '-1', 'feat/two')).toBe('Merge main into feat/two')
  expect(fleet.git('rev-parse', 'feat/two')).toBe(caught.commit)

  forge.checks.push({ commit: again.commit, name: 'build', conclusion: 'success' })
  await fleet.eventually('pull_request.changed', ({ task, request }) => task === 'two' && request.standing === 'merged')
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  for (const id of ['one', 'two']) expect(forge.git('acme/shop', 'cat-file', '-t', `main:src/${id}/work.txt`)).toBe('blob')
})
