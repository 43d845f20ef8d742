import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFleet, runCzar } from './a-fleet.ts'
import { livingProcessesWith } from './living-processes.ts'

/** An answer that makes a valid plan. */
export const GOOD = {
  tasks: [
    { id: 'models', title: 'Mod\u001b[31mels', text: 'Build the models.', owns: ['src/models/**'], accept: ['npm test'] },
    { id: 'api', title: 'API', text: 'Build the API.', owns: ['src/api/**'], depends_on: ['models'], role: 'implementer' },
  ],
  unsure: ['Which port?'],
}
/** Answers with mistakes: a wrong id and path, territories that overlap, and a cycle. */
export const BAD_ID = { tasks: [{ id: 'Models', title: 'x', text: 'y', owns: ['../x'] }] }
export const OVERLAP = { tasks: GOOD.tasks.map(task => ({ ...task, owns: ['src/**'] })) }
export const CYCLE = { tasks: GOOD.tasks.map((task, index) => ({ ...task, depends_on: [index === 0 ? 'api' : 'models'] })) }

/** A program that stands in for Claude Code and answers a planning with one text after the other. `before` is code that runs first. */
export async function aPlanner(answers: readonly unknown[], { before = '', hangs = false } = {}) {
  const fleet = await aFleet('workers: []\n')
  const bin = join(fleet.directory, 'bin')
  mkdirSync(bin)
  const texts = answers.map(answer => (typeof answer === 'string' ? answer : `Here it is:\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``))
  writeFileSync(
    join(bin, 'claude'),
    `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
const { spawn, execFileSync } = require('node:child_process')
const log = ${JSON.stringify(join(fleet.directory, 'prompts'))}
const say = line => console.log(JSON.stringify(line))
const prompt = readFileSync(0, 'utf8')
const round = existsSync(log) ? readFileSync(log, 'utf8').split('=====').length + 1 : 1
appendFileSync(log, (round > 1 ? '=====' : '') + prompt)
${before}
say({ type: 'assistant', message: { id: 'm', usage: { input_tokens: 1000, output_tokens: 10 }, content: [{ type: 'text', text: 'I read.' }] } })
${hangs ? "spawn('sleep', ['300'], { detached: true, stdio: 'ignore' }); writeFileSync(log + '.hangs', ''); setInterval(() => {}, 1000)" : ''}
const texts = ${JSON.stringify(texts)}
${hangs ? '' : "say({ type: 'result', subtype: 'success', result: texts[round - 1], total_cost_usd: 0.25, usage: { input_tokens: 1000, output_tokens: 10 } })"}
`,
    { mode: 0o755 },
  )
  const env = { ...fleet.env, PATH: `${bin}:${process.env['PATH']}` }
  const cwd = fleet.repository
  return {
    fleet,
    env,
    plan: (...words: readonly string[]) => runCzar(['plan', 'Search in the shop', '--agent', 'claude', ...words], { env, cwd }),
    prompts: () => readFileSync(join(fleet.directory, 'prompts'), 'utf8').split('====='),
    isHanging: () => existsSync(join(fleet.directory, 'prompts.hangs')),
    /** What a planning could leave behind: worktrees, folders and processes. */
    left: () => ({
      worktrees: fleet.git('worktree', 'list').split('\n').length - 1,
      folder: existsSync(`${fleet.repository}.worktrees`),
      processes: livingProcessesWith(`${fleet.repository}.worktrees`).length,
    }),
  }
}

/** A planning that left nothing. */
export const NOTHING = { worktrees: 0, folder: false, processes: 0 }
