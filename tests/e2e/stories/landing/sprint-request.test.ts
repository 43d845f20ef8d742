import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleetOnForge, launchToDeath, pushMain } from '../../../support/forge/a-fleet-on-forge.ts'

const block = (kind: string, steps: readonly string[]) =>
  steps.length === 0 ? '' : `\n      \`\`\`scripted${kind}\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`

/** A worker that changes a file. `rework` holds the steps that it takes when czar sends its task back. */
function aWorker(id: string, steps: readonly string[], { accept, rework = [] }: { accept: string; rework?: readonly string[] }): string {
  const task = [block('', steps), block(' rework', rework), block(' again', rework)].join('')
  return `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Work for ${id}. Fixes #${id.length}\n${task}`
}

const writes = (id: string) => [
  `ack: "Write src/${id}.txt"`,
  `edit: { file: src/${id}.txt, text: "${id}" }`,
  `commit: "${id}"`,
  'done: "it is there"',
]
const sets = (id: string, word: string, hold: string) => [
  `ack: "Write ${word} into src/list.txt"`,
  `run: "while test -f ${hold}; do sleep 0.1; done"`,
  `run: "sed -i 's/^c$/${word}/' src/list.txt"`,
  `commit: "${id}"`,
  'done: "it is there"',
]

/** Steps that claim the same work again. The work then conflicts again. */
const STUBBORN = ['run: "git commit -q --allow-empty -m again"', 'done: "it is there, as before"']

test('one pull request for the sprint: a draft that follows the tested tip without force, ready with the last task, merged when green', async () => {
  const { forge, fleet } = await aFleetOnForge('', '')
  mkdirSync(join(fleet.repository, 'src'), { recursive: true })
  writeFileSync(join(fleet.repository, 'src', 'list.txt'), 'a\nb\nc\nd\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'A list')
  pushMain({ forge, fleet })
  const [early, late] = ['early', 'late'].map(name => join(fleet.directory, name))
  for (const path of [early, late]) writeFileSync(String(path), '')
  const workers = [
    aWorker('one', writes('one'), { accept: 'test -f src/one.txt' }),
    aWorker('early', sets('early', 'LEFT', String(early)), { accept: 'grep -q LEFT src/list.txt' }),
    aWorker('late', sets('late', 'RIGHT', String(late)), { accept: 'grep -q RIGHT src/list.txt', rework: STUBBORN }),
  ]
  fleet.configure(
    `remote: origin\npolicy:\n  idle_after: 20s\n  pull_requests: { per: sprint, auto_merge: green, labels: [fleet] }\nworkers:\n${workers.join('')}`,
  )

  // The czar is killed after the push and before the pull request, and then after the pull request but before czar hears of it. There must
  // be one pull request.
  await launchToDeath({ forge, fleet }, { method: 'GET' })
  expect([fleet.events().filter(({ kind }) => kind === 'pull_request.pushed').length, forge.requests.length]).toEqual([1, 0])
  await launchToDeath({ forge, fleet }, { method: 'POST', isAfter: true })
  expect(fleet.events().some(({ kind }) => kind === 'pull_request.opened')).toBe(false)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  const opened = await fleet.eventually('pull_request.opened')
  expect(opened).toMatchObject({ isFound: true, task: null, branch: 'omnibus/fleet', request: { number: 1, isDraft: true } })
  const [request] = forge.requests
  expect(request).toMatchObject({ head: 'acme:omnibus/fleet', draft: true, labels: ['fleet'] })
  for (const part of ['#### one: Work for one.', '> it is there', '- early is not proven yet', 'Closes #3'])
    expect(request?.body).toContain(part)
  expect(request?.body).not.toContain('Closes #5')

  // Base moves, so the merged tree is built anew. The same pull request gets the new tree, without a forced push.
  const first = forge.git('acme/shop', 'rev-parse', 'omnibus/fleet')
  writeFileSync(join(fleet.repository, 'other.txt'), 'of somebody\n')
  fleet.git('add', 'other.txt')
  fleet.git('commit', '-q', '-m', 'Of somebody')
  pushMain({ forge, fleet })
  fleet.git('update-ref', 'refs/remotes/origin/main', 'main')
  rmSync(String(early))
  await fleet.eventually('pull_request.updated', ({ commit }) => isInTree(commit, 'other.txt', 'LEFT'))
  const joined = forge.git('acme/shop', 'rev-parse', 'omnibus/fleet')
  expect(forge.git('acme/shop', 'merge-base', first, joined)).toBe(first)
  expect(forge.git('acme/shop', 'diff', '--name-only', 'main', joined)).toBe('src/list.txt\nsrc/one.txt')
  expect(request).toMatchObject({ draft: true, state: 'open' })

  // The last task conflicts, and its worker does not repair that. So the task is left out, and the rest is ready.
  rmSync(String(late))
  await fleet.eventually('pull_request.changed', ({ request }) => !request.isDraft)
  expect(request?.body).toContain('### Set aside\n\n- late conflicts with early in src/list.txt; it went back to late twice')
  expect(request?.body).toMatch(/Closes #3\nCloses #5\n/)
  expect(request?.body).not.toContain('Closes #4')
  const { commit, how } = await fleet.eventually('pull_request.armed')
  expect(how).toBe('forge')
  expect((await fleet.run('pr')).stdout).toBe(`omnibus/fleet  open        #1  ${forge.url}/acme/shop/pull/1\n`)
  expect((await fleet.run('merge')).stdout).toContain(`next: pull request #1, ${forge.url}/acme/shop/pull/1\n`)
  expect((await fleet.run('summary')).stdout).toContain(`Pull request [#1](${forge.url}/acme/shop/pull/1) puts it on main.`)
  forge.checks.push({ commit, name: 'build', conclusion: 'success' })
  await fleet.eventually('pull_request.changed', ({ request }) => request.standing === 'merged')
  await fleet.eventually('project.finished', ({ verified }) => verified === 3)
  expect(forge.requests).toHaveLength(1)
  expect(forge.git('acme/shop', 'show', 'main:src/list.txt')).toBe('a\nb\nLEFT\nd')
  expect(forge.git('acme/shop', 'cat-file', '-t', 'main:src/one.txt')).toBe('blob')
  expect(forge.git('acme/shop', 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')).toEqual(['main', 'omnibus/fleet'])

  function isInTree(commit: string, path: string, word: string): boolean {
    const has = forge.git('acme/shop', 'ls-tree', '--name-only', commit).split('\n').includes(path)
    return has && forge.git('acme/shop', 'show', `${commit}:src/list.txt`).includes(word)
  }
})

test("a check that fails only with one task's work returns that task, and the corrected work goes to the same pull request", async () => {
  const go = ['two', 'last'].map(name => `go-${name}`)
  const { forge, fleet } = await aFleetOnForge('', '')
  const [two = '', last = ''] = go.map(name => join(fleet.directory, name))
  const mends = ['edit: { file: src/two.txt, text: "mended" }', 'commit: "fix: two"', 'done: "it is mended"']
  const waits = (id: string, path: string) => [...writes(id).slice(0, 3), `wait_for: ${path}`, 'done: "it is there"']
  const workers = [
    aWorker('one', writes('one'), { accept: 'test -f src/one.txt' }),
    aWorker('two', waits('two', two), { accept: 'test -f src/two.txt', rework: mends }),
    aWorker('last', waits('last', last), { accept: 'test -f src/last.txt' }),
  ]
  fleet.configure(`remote: origin\npolicy:\n  idle_after: 20s\n  pull_requests: { per: sprint }\nworkers:\n${workers.join('')}`)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  const { commit: first } = await fleet.eventually('pull_request.opened')
  forge.checks.push({ commit: first, name: 'build', conclusion: 'success' })
  await fleet.eventually('pull_request.checked', ({ passed }) => passed === 1)
  writeFileSync(two, '')
  const { commit: second } = await fleet.eventually('pull_request.updated', ({ commit }) => commit !== first)
  forge.checks.push({ commit: second, name: 'build', conclusion: 'failure', step: 'npm test', log: 'two is wrong\n' })
  const returned = await fleet.eventually('pull_request.returned')
  expect(returned).toMatchObject({ task: 'two', worker: 'two', branch: 'omnibus/fleet', tail: '--- build\ntwo is wrong' })
  const { commit: third } = await fleet.eventually('pull_request.updated', ({ commit }) => forgeShows(commit, 'fix: two'))
  forge.checks.push({ commit: third, name: 'build', conclusion: 'success' })

  // A person merges the pull request with squash while a task is not finished. What is proven later gets another pull request.
  forge.merge(1, 'squash')
  await fleet.eventually('pull_request.changed', ({ request }) => request.standing === 'merged')
  writeFileSync(last, '')
  expect(await fleet.eventually('pull_request.opened', ({ request }) => request.number === 2)).toMatchObject({ isFound: false })
  await fleet.eventually('pull_request.changed', ({ request }) => request.number === 2 && !request.isDraft)
  await fleet.eventually('project.finished', ({ verified }) => verified === 3)
  expect(forge.requests.map(({ state, draft }) => [state, draft])).toEqual([
    ['closed', true],
    ['open', false],
  ])
  expect(forge.git('acme/shop', 'diff', '--name-only', 'main', 'omnibus/fleet')).toBe('src/last.txt')

  function forgeShows(commit: string, text: string): boolean {
    return forge.git('acme/shop', 'log', '--format=%s', commit).includes(text)
  }
}, 300_000)

test('a remark on the pull request of the sprint goes to the worker that wrote the line, and is answered when its new work is in the tree', async () => {
  const { forge, fleet } = await aFleetOnForge('', '')
  const mends = ['edit: { file: src/two.txt, text: "mended" }', 'commit: "fix: two"', 'done: "it is shorter"']
  const workers = [
    aWorker('one', writes('one'), { accept: 'test -f src/one.txt' }),
    aWorker('two', writes('two'), { accept: 'test -f src/two.txt', rework: mends }),
  ]
  fleet.configure(`remote: origin\npolicy:\n  idle_after: 20s\n  pull_requests: { per: sprint }\nworkers:\n${workers.join('')}`)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('pull_request.changed', ({ request }) => !request.isDraft)
  const says = (body: string) => [{ author: 'ada', association: 'MEMBER', body }]
  const [about, base] = [says('This word is wrong.'), says('Why this title?')]
  forge.threads.push({ id: 'T1', number: 1, path: 'src/two.txt', line: 1, resolved: false, comments: about })
  forge.threads.push({ id: 'T2', number: 1, path: 'README.md', line: 1, resolved: false, comments: base })

  const { threads } = await fleet.eventually('pull_request.commented')
  expect(threads.map(({ id, task }) => [id, task])).toEqual([
    ['T1', 'two'],
    ['T2', undefined],
  ])
  const returned = await fleet.eventually('pull_request.returned')
  expect(returned).toMatchObject({ task: 'two', worker: 'two', threads: ['T1'], tail: '--- src/two.txt:1, ada\nThis word is wrong.' })
  const answered = await fleet.eventually('pull_request.answered')
  expect(answered).toMatchObject({ task: null, threads: ['T1'] })
  expect(forge.git('acme/shop', 'show', `${answered.commit}:src/two.txt`)).toBe('mended')
  expect(forge.threads.map(({ resolved }) => resolved)).toEqual([true, false])
  expect(about[1]?.body).toMatch(/^Proven again at [0-9a-f]{40}\.\n\n> it is shorter\n/)
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)
  expect((await fleet.run('pr')).stdout).toContain('has 1 remark that waits: czar cannot tell which task wrote the lines')
}, 300_000)
