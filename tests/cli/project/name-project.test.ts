import { expect, test } from 'vitest'
import { makeProgram } from '../../../src/cli/program.ts'
import { withProjectName } from '../../../src/cli/project/name-project.ts'
import { recordedIo } from '../support/run-in-process.ts'

test.each([
  ['czar status', 'czar status -p api'],
  ['czar answer one "…"', 'czar answer -p api one "…"'],
  ['czar stop && czar launch a.yaml', 'czar stop -p api && czar launch a.yaml'],
  ['czar restart one   # makes it again from its branch', 'czar restart -p api one   # makes it again from its branch'],
  ['mend it, then: czar stop; czar doctor', 'mend it, then: czar stop -p api; czar doctor'],
  [
    'czar assign WORKER t   # asks one again; or: czar queue drop t',
    'czar assign -p api WORKER t   # asks one again; or: czar queue drop -p api t',
  ],
  ['czar queue add --help', 'czar queue add --help'],
  ['czar log --worker one -p other', 'czar log --worker one -p other'],
  ['czar doctor; czar log -p other', 'czar doctor; czar log -p other'],
  ['ls /x/czar status-of', 'ls /x/czar status-of'],
  ['git -C /w/czar status', 'git -C /w/czar status'],
])('the command in the hint "%s" names the project if it must', (hint, named) => {
  expect(withProjectName(hint, 'api')).toBe(named)
})

test("a hint's command gets -p if its verb takes -p, and only then", () => {
  const { commands } = makeProgram(recordedIo().io)
  for (const verb of commands.flatMap(command =>
    command.commands.length > 0 ? command.commands.map(sub => [command, sub]) : [[command]],
  )) {
    const takes = verb.at(-1)?.options.some(({ short }) => short === '-p') === true
    const words = `czar ${verb.map(command => command.name()).join(' ')}`
    expect(withProjectName(`${words} x`, 'api'), words).toBe(takes ? `${words} -p api x` : `${words} x`)
  }
})
