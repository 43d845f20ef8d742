import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../support/a-fleet.ts'

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

test('at the end of a run the tested tree lands where nobody has base checked out, and the summary opens with that', async () => {
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

test('a base that moved during the last test is merged and tested before the run ends, and one that is checked out has one command left', async () => {
  const { git, summary, events, repository } = await aRun({ moves: true })
  expect(events().filter(({ kind }) => kind === 'train.begun')).toHaveLength(2)
  expect(git('log', '-1', '--format=%s', 'main')).toBe('moved')
  const [, , first = ''] = summary.split('\n')
  expect(first).toContain(`The tested tree is not on main: main is checked out in ${repository}`)
  const [, command = ''] = /Left to do: `git -C \S+ (merge --ff-only \w+)`$/.exec(first) ?? []
  git(...command.split(' '))
  expect(git('rev-parse', 'main')).toBe(git('rev-parse', 'omnibus/fleet'))
})
