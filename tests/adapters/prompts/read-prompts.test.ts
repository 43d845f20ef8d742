import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readPrompts } from '../../../src/adapters/prompts/read-prompts.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

const shipped = fileURLToPath(new URL('../../../prompts', import.meta.url))

it('every shipped prompt text and every role is read', async () => {
  const { templates, roles } = await readPrompts(shipped)
  expect(Object.keys(roles).sort()).toEqual(['documenter', 'implementer', 'planner', 'reviewer', 'specifier', 'tester'])
  for (const text of [...Object.values(templates), ...Object.values(roles)]) expect(text.trim().length).toBeGreaterThan(40)
})

it('a missing prompt text is named, with the way to get it back', async () => {
  const directory = join(await temporaryDirectory(), 'prompts')
  await cp(shipped, directory, { recursive: true })
  await rm(join(directory, 'nudge.md'))
  await expect(readPrompts(directory)).rejects.toMatchObject({
    message: expect.stringContaining(join(directory, 'nudge.md')),
    exitCode: 1,
    hint: 'npm ci',
  })
})
