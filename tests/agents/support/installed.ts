import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { versionOf } from './programs/current.ts'
import type { AgentProgram } from './real-agent.ts'

/**
 * Installs the program from npm into a cache of its own, apart from the project's dependencies, and returns its absolute
 * path. The version is the pinned one, or the newest one in a run with `--current`.
 */
export async function installed(agent: AgentProgram): Promise<string> {
  const version = versionOf(agent.name, agent.version)
  const cache = fileURLToPath(new URL(`../../../node_modules/.cache/czar-agents/${agent.name}-${version}`, import.meta.url))
  if (!existsSync(join(cache, 'node_modules', agent.package))) await install(`${agent.package}@${version}`, cache)
  const home = join(cache, 'node_modules', agent.package)
  const program = join(home, agent.bin)
  const { finishInstall: rest } = agent
  if (rest !== undefined && !rest.isDone(program)) await execa(process.execPath, [rest.script], { cwd: home })
  return program
}

/**
 * The program is installed into another directory and then renamed, because two test files may install it at the same
 * time.
 */
async function install(program: string, cache: string): Promise<void> {
  mkdirSync(dirname(cache), { recursive: true })
  const aside = mkdtempSync(`${cache}.`)
  await execa('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', aside, program])
  try {
    renameSync(aside, cache)
  } catch (error) {
    if (!existsSync(cache)) throw error
    rmSync(aside, { recursive: true })
  }
}
