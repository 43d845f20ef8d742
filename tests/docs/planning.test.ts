import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { czar } from '../cli/support/run-in-process.ts'
import { temporaryDirectory } from '../support/temporary.ts'

const page = readFileSync(fileURLToPath(new URL('../../docs/planning.md', import.meta.url)), 'utf8')

test('the example in docs/planning.md gives the output that stands below it', async () => {
  const cwd = await temporaryDirectory()
  execFileSync('git', ['init', '-q', '-b', 'main', cwd])
  mkdirSync(join(cwd, 'src', 'api'), { recursive: true })
  const [, plan = '', shown = ''] = /```markdown\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(page) ?? []
  writeFileSync(join(cwd, 'plan.md'), plan)
  const { stdout, code } = await czar(['plan', '--from', 'plan.md', '--dry-run'], { cwd, env: { PATH: process.env['PATH'] ?? '' } })
  expect(stdout).toBe(shown)
  expect(code).toBe(0)
})
