import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect } from 'vitest'
import { packageRoot } from '../../../src/cli/package-root.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { installed } from '../support/installed.ts'
import { aPlanningModel } from '../support/planning-model.ts'
import { story } from '../support/story.ts'

const FIRST = { tasks: [{ id: 'Models', title: 'Models', text: 'Build.', owns: ['../models'] }] }
const SECOND = {
  tasks: [
    { id: 'models', title: 'Models', text: 'Build the models.', owns: ['src/models/**'], accept: ['npm test -- models'] },
    { id: 'api', title: 'API', text: 'Build the API.', owns: ['src/api/**'], accept: ['npm test -- api'], depends_on: ['models'] },
  ],
}

/** Programs that do not tell what an answer costs. */
const COSTLESS = ['codex', 'gemini']

story([], 'the program plans without a terminal, changes nothing, and gets its mistakes back', async ({ agent }) => {
  const home = await temporaryDirectory()
  const repository = join(home, 'shop')
  mkdirSync(repository)
  const git = (...words: readonly string[]) => execFileSync('git', ['-C', repository, ...words], { encoding: 'utf8' })
  git('init', '-q', '-b', 'main')
  writeFileSync(join(repository, 'README.md'), '# Shop\n')
  git('add', '-A')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'first')
  const planted = [agent.write(join(repository, 'planted.txt'), 'x'), agent.run('touch planted.txt; git tag planted')]
  const model = await aPlanningModel(planted, prompt => JSON.stringify(prompt.includes('This is round 2') ? SECOND : FIRST))
  const bin = join(home, 'bin')
  mkdirSync(bin)
  symlinkSync(await installed(agent), join(bin, agent.name))
  const path = [bin, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':')
  const settings = agent.settle(home, model.url)
  if (agent.name === 'gemini') chooseKey(join(home, 'gemini', '.gemini', 'settings.json'))
  const env = { HOME: home, PATH: path, LANG: 'C.UTF-8', CZAR_STATE_DIR: join(home, 'state'), ...settings }
  const words = [
    join(packageRoot, 'bin', 'czar.js'),
    'plan',
    'Search in the shop',
    '--agent',
    agent.name,
    '--json',
    '--usd',
    '5',
    ...Object.keys(settings).flatMap(name => ['--pass-env', name]),
  ]
  const ran = await execa(process.execPath, words, { cwd: repository, env, extendEnv: false, reject: false })

  expect(ran.stderr).toBe(`${agent.name} plans: round 1 of 3\n${agent.name} plans: round 2 of 3`)
  const told = JSON.parse(ran.stdout)
  expect(told).toMatchObject({
    width: 1,
    criticalPath: ['models', 'api'],
    warnings: COSTLESS.includes(agent.name) ? [`${agent.name} does not report its cost, so --usd cannot limit the cost`] : [],
    use: { agent: agent.name, rounds: 2 },
  })
  expect(told.use.tokens).toBeGreaterThan(0)
  expect(model.prompts()[0]).toContain('Search in the shop')
  expect(model.prompts()[1]).toContain('must be lower-case letters')
  expect(readFileSync(join(repository, 'czar.yaml'), 'utf8')).toContain('id: models')
  expect(existsSync(join(repository, 'planted.txt'))).toBe(false)
  expect(git('tag')).toBe('')
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1)
  expect(existsSync(`${repository}.worktrees`)).toBe(false)
})

/** Without a terminal, Gemini CLI 0.61.0 uses a key for another address only if the settings name this way of signing in. */
function chooseKey(file: string): void {
  const settings = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...settings, security: { ...settings.security, auth: { selectedType: 'gemini-api-key' } } }))
}
