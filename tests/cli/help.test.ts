import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listTopics, TOPICS } from '../../src/cli/help/topics.ts'
import { packageRoot } from '../../src/cli/package-root.ts'
import { makeProgram } from '../../src/cli/program.ts'
import { czar, recordedIo } from './support/run-in-process.ts'

test('czar help topics lists each topic with what it is about', async () => {
  const { code, stdout } = await czar(['help', 'topics'])
  expect(code).toBe(0)
  expect(stdout).toBe(listTopics())
  expect(stdout).toContain('project-file')
})

test.each(TOPICS.map(({ name }) => name))('czar help %s prints its page', async name => {
  const { code, stdout, stderr } = await czar(['help', name])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^# /)
})

test('each page of the documentation is a topic, no topic has the name of a command, and each page comes with the package', async () => {
  const pages = readdirSync(join(packageRoot, 'docs')).filter(file => file.endsWith('.md'))
  expect(TOPICS.map(({ file }) => file)).toEqual(expect.arrayContaining(pages.map(file => `docs/${file}`)))
  const commands = makeProgram(recordedIo().io).commands.map(command => command.name())
  expect(TOPICS.filter(({ name }) => commands.includes(name))).toEqual([])
  expect(TOPICS.filter(({ file }) => !existsSync(join(packageRoot, file)))).toEqual([])
})

test('on a terminal a page opens in the pager, and is printed if the pager fails', async () => {
  const paged = await czar(['help', 'glossary'], { columns: 100, env: { PAGER: 'cat > /dev/null' } })
  expect(paged).toMatchObject({ code: 0, stdout: '' })
  const failed = await czar(['help', 'glossary'], { columns: 100, env: { PAGER: 'false' } })
  expect(failed.stdout).toMatch(/^# /)
})
