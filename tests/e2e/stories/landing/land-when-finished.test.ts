import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'

/** A whole run with `land: when_finished`. The first test of the merged tree moves base, as a person may do at any time. */
async function aRun({ moves = false, isDetached = false } = {}): Promise<Fleet & { readonly summary: string }> {
  const fleet = await aFleet('')
  const [once, repository] = [join(fleet.directory, 'once'), fleet.repository]
  const move = `test -f ${once} || { touch ${once}; git -C ${repository} commit -q --allow-empty -m moved; }`
  const tests = moves ? `, test: [${JSON.stringify(move)}]` : ''
  fleet.configure(`policy: { merge: { land: when_finished${tests} } }\nworkers:\n${aScriptedWorker('one', honestly('one'))}`)
  if (isDetached) fleet.git('checkout', '-q', '--detach')
  const ran = await fleet.run('launch', 'czar.yaml', '--foreground')
  expect(ran.code, ran.stderr).toBe(0)
  return { ...fleet, summary: (await fleet.run('summary')).stdout }
}

test('at the end of a run the tested tree lands if nobody has base checked out, and the summary begins with that', async () => {
  const { git, summary, events, run } = await aRun({ isDetached: true })
  const tip = git('rev-parse', 'omnibus/fleet')
  expect(git('rev-parse', 'main')).toBe(tip)
  expect(summary.split('\n').slice(1, 3)).toEqual(['', `The tested tree landed: main is at \`${tip.slice(0, 8)}\`.`])
  expect(events().filter(({ kind }) => kind === 'train.landed')).toHaveLength(1)
  expect(summary).not.toContain('czar land')
  expect((await run('merge')).stdout).toContain('in main already\n    one')
  expect((await run('clean')).code).toBe(0)
  expect(git('branch', '--format=%(refname:short)').split('\n')).not.toContain('feat/one')
})

test('a base that moved during the last test is merged and tested before the run ends, and a checked-out base leaves one command to type', async () => {
  const { git, summary, events, repository } = await aRun({ moves: true })
  expect(events().filter(({ kind }) => kind === 'train.begun')).toHaveLength(2)
  expect(git('log', '-1', '--format=%s', 'main')).toBe('moved')
  const [, , first = ''] = summary.split('\n')
  expect(first).toContain(`The tested tree is not on main: main is checked out in ${repository}`)
  const [, command = ''] = /Left to do: `git -C \S+ (merge --ff-only \w+)`$/.exec(first) ?? []
  git(...command.split(' '))
  expect(git('rev-parse', 'main')).toBe(git('rev-parse', 'omnibus/fleet'))
})

test('while a worker waits for a person, nothing lands: summary, status and merge give the reason and the command that lands now', async () => {
  const fleet = await aFleet('')
  const asks = ['ack: "Write src/two/work.txt"', 'blocked: "which colour?"', 'stall: forever']
  fleet.configure(
    `policy: { questions: ask, merge: { land: when_finished } }\nworkers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', asks)}`,
  )
  await fleet.launch()
  await fleet.eventually('train.advanced')
  await fleet.eventually('attention.raised', event => event.key.startsWith('question:'))
  const why = 'the run is not over: a person is needed for two'
  const summary = (await fleet.run('summary')).stdout
  expect(summary).toMatch(
    new RegExp(`Czar lands it at the end of the run, and ${why}. \`git -C \\S+ merge --ff-only [0-9a-f]{12}\` puts it on main now\\.`),
  )
  for (const verb of ['status', 'merge']) {
    const { stdout } = await fleet.run(verb)
    expect(stdout).toContain(`czar lands it at the end of the run, and ${why}\nnext: git -C ${fleet.repository} merge --ff-only `)
  }
  const [, command = ''] = /`git -C \S+ (merge --ff-only \w+)` puts it on main now/.exec(summary) ?? []
  fleet.git(...command.split(' '))
  expect(fleet.git('show', 'main:src/one/work.txt')).toBe('work of one')
  await fleet.eventually('train.begun', event => event.base === fleet.git('rev-parse', 'main'))
  expect((await fleet.run('summary')).stdout).not.toContain('Czar lands it')
})

test.each([
  { where: 'checked out', isDetached: false },
  { where: 'checked out by nobody', isDetached: true },
])('if base is $where and czar may not land, the summary names the command that lands', async ({ isDetached }) => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', honestly('one'))}`)
  if (isDetached) fleet.git('checkout', '-q', '--detach')
  expect((await fleet.run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  const [, command = ''] = /as one tested tree, at `\w+`\. `(.*)` puts it on main\./.exec((await fleet.run('summary')).stdout) ?? []
  expect(command).toMatch(isDetached ? /^czar land$/ : /^git -C .* merge --ff-only \w{12}$/)
  expect((await fleet.run('merge')).stdout).toContain(`next: ${command}   # puts the tested tree on main`)
  if (isDetached) expect((await fleet.run('land')).code).toBe(0)
  else fleet.git(...command.split(' ').slice(3))
  expect(fleet.git('show', 'main:src/one/work.txt')).toBe('work of one')
})
