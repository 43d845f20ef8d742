import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { realAgents } from './support/programs/all.ts'

/** `npm run test:agents -- claude codex limits`: names of agents, `others` or `mixed`, choose projects; other words go to Vitest. */
const projects = [...realAgents.map(({ name }) => name), 'others', 'mixed']
const words = process.argv.slice(2).flatMap(word => (projects.includes(word) ? ['--project', word] : [word]))
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url))
process.exit(spawnSync(process.execPath, [vitest, 'run', '--config', config, ...words], { stdio: 'inherit' }).status ?? 1)
