import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import type { TestProject } from 'vitest/node'

const VERSION = '2.1.197'

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute path of the program under test. */
    claude: string
  }
}

/** Installs Claude Code from npm into a cache of its own, beside nothing that the project uses. */
export async function setup(project: TestProject): Promise<void> {
  const cache = fileURLToPath(new URL(`../../../node_modules/.cache/czar-agents/claude-code-${VERSION}`, import.meta.url))
  const home = join(cache, 'node_modules/@anthropic-ai/claude-code')
  const program = join(home, 'bin/claude.exe')
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true })
    await execa('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', cache, `@anthropic-ai/claude-code@${VERSION}`])
  }
  // Where npm does not run install scripts, a stub of a few hundred bytes stands in the program's place.
  if (statSync(program).size < 1_000_000) await execa(process.execPath, ['install.cjs'], { cwd: home })
  project.provide('claude', program)
}
