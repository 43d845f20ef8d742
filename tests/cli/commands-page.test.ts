import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { makeProgram } from '../../src/cli/program.ts'
import { recordedIo } from './support/run-in-process.ts'

const page = await readFile(fileURLToPath(new URL('../../docs/commands.md', import.meta.url)), 'utf8')
const program = makeProgram(recordedIo().io)

test('docs/commands.md has each command with its arguments, and no other command', () => {
  const described = [...page.matchAll(/^### czar (.*)$/gm)].map(match => match[1])
  expect(described.toSorted()).toEqual(
    commandsOf(program)
      .map(({ title }) => title)
      .toSorted(),
  )
})

test.each(commandsOf(program))('docs/commands.md has each flag of czar $title, and no other flag', ({ title, command }) => {
  const section = sectionOf(title)
  const described = [...section.matchAll(/^\| `(-.*?)` \|/gm)].map(match => match[1])
  expect(described.toSorted()).toEqual(command.options.map(option => option.flags).toSorted())
})

test.each(commandsOf(program))('czar $title has an example in its help and in docs/commands.md', ({ title, command }) => {
  const start = `czar ${title.replace(/ [<[].*$/, '')}`
  let help = ''
  command.configureOutput({ writeOut: text => (help += text) }).outputHelp()
  expect(help.slice(help.indexOf('Example'))).toContain(start)
  expect(page).toMatch(new RegExp(`^(\\S.* \\| )?${start}`, 'm'))
})

function commandsOf(parent: Command, path = ''): readonly { title: string; command: Command }[] {
  const visible = parent.createHelp().visibleCommands(parent)
  return visible
    .filter(command => path === '' || command.name() !== 'help')
    .flatMap(command => {
      const words = command.registeredArguments.map(argument => {
        const name = `${argument.name()}${argument.variadic ? '...' : ''}`
        return argument.required ? ` <${name}>` : ` [${name}]`
      })
      const name = `${path}${command.name()}`
      return [{ title: `${name}${words.join('')}`, command }, ...commandsOf(command, `${name} `)]
    })
}

function sectionOf(title: string): string {
  const start = page.indexOf(`### czar ${title}\n`)
  return page.slice(start, page.indexOf('\n##', start + 1) === -1 ? undefined : page.indexOf('\n##', start + 1))
}
