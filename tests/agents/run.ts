import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { realAgents } from './support/programs/all.ts'
import { copilot } from './support/programs/copilot.ts'
import { CURRENT } from './support/programs/current.ts'
import { qwen } from './support/programs/qwen.ts'

/** Programs that czar supports only through a general profile. */
const others = [qwen, copilot]
/**
 * Runs the tests with real agent programs. In `npm run test:agents -- claude codex limits`, the names of agents, `others` and `mixed`
 * choose which agents are tested. Other words go to Vitest. `--current` tests the newest versions of the programs, and prints the tests
 * whose results differ from those of the pinned versions.
 */
const projects = [...realAgents.map(({ name }) => name), 'others', 'mixed']
const { current = [], words = [] } = Object.groupBy(process.argv.slice(2), word => (word === '--current' ? 'current' : 'words'))
const passed = words.flatMap(word => (projects.includes(word) ? ['--project', word] : [word]))
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url))
const env = { ...process.env, ...(current.length > 0 ? { [CURRENT]: JSON.stringify(versionsOfToday()) } : {}) }
process.exit(spawnSync(process.execPath, [vitest, 'run', '--config', config, ...passed], { stdio: 'inherit', env }).status ?? 1)

/** The version that `npm install --global` would install today. */
function versionsOfToday(): Readonly<Record<string, string>> {
  const programs = [...realAgents, ...others.map(agent => ({ ...agent, title: agent.name }))]
  const asked = programs.map(({ name, title, package: from, version }) => {
    const today = execFileSync('npm', ['view', from, 'version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
    console.log(`${title}: pinned ${version}, today ${today}${today === version ? '' : '  <- differs'}`)
    return [name, today] as const
  })
  return Object.fromEntries(asked)
}
