import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createRandom } from '../../../simulation/random.ts'
import { aLine } from '../../support/shell-lines/a-line.ts'
import { allowedByRule } from '../../support/shell-lines/allowed-by-rule.ts'
import { hasNamespaces, runLines } from '../../support/shell-lines/run-lines.ts'
import { makeSandbox } from '../../support/shell-lines/sandbox.ts'
import { TRICKS } from '../../support/shell-lines/tricks.ts'

// `npm run bench -- permissions` does the same with 100,000 lines for each program.
test.skipIf(!(await hasNamespaces()))('a shell line that a rule allows writes nothing outside the worktree', async () => {
  const sandbox = makeSandbox()
  try {
    const random = createRandom('allowed lines')
    const isAllowed = allowedByRule('claude', sandbox)
    const lines = Array.from({ length: 300 }, () => aLine(random, sandbox)).filter(isAllowed)
    expect(lines.length).toBeGreaterThan(30)
    expect(await runLines(sandbox, 'bash', lines)).toEqual([])
    expect(await runLines(sandbox, 'dash', lines.slice(0, 20))).toEqual([])
    const forbidden = [
      `git log -1 --format=%s --output=${sandbox.home}/.profile`,
      'touch /tmp/new',
      'git mv a.txt link/new',
      'git log -1 --format=%G?',
    ]
    expect(forbidden.filter(isAllowed)).toEqual([])
    const seen = (await runLines(sandbox, 'bash', forbidden)).join('\n')
    for (const place of ['home/.profile', '/tmp/new', 'outside/new', 'home/gpg-ran']) expect(seen, 'and it would show').toContain(place)
  } finally {
    rmSync(sandbox.root, { recursive: true })
  }
})

test('fault 83: no shell line that uses a known trick to do more than it shows is allowed', () => {
  const sandbox = makeSandbox()
  const outside = TRICKS.map(trick => trick.replaceAll('FILE', `${sandbox.home}/.profile`))
  const harmless = outside.filter(line => allowedByRule('codex', sandbox)(line))
  rmSync(sandbox.root, { recursive: true })
  expect(harmless).toEqual([])
})
