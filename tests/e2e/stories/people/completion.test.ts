import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet } from '../../../support/a-fleet.ts'
import { aTerminal, type Terminal } from '../../../support/builders/a-terminal.ts'
import { until } from '../../../support/until.ts'

const BIN = fileURLToPath(new URL('../../../../bin/czar.js', import.meta.url))

/** How each shell is started without the user's files, and how it reads the completion script. */
const SHELLS = {
  bash: 'bash --norc --noprofile -i',
  zsh: 'zsh -f -i',
  fish: 'fish --no-config -i',
} as const
const READS = {
  bash: 'source <(czar completion bash)',
  zsh: 'autoload -U compinit && compinit -u && source <(czar completion zsh)',
  fish: 'czar completion fish | source',
} as const

/** The shells that are installed here. The machines of CI have all three. */
const INSTALLED = (Object.keys(SHELLS) as (keyof typeof SHELLS)[]).filter(isOnPath)

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, name)))
}

test.each(INSTALLED)('Tab in %s completes verbs, living workers, tasks, flags and files', async shell => {
  const fleet = await aRestingFleet()
  const person = await aShell(fleet, shell)
  await person.shows('ready')
  await completes(person, 'czar why ap', 'czar why api')
  await completes(person, 'czar summ', 'czar summary')
  await completes(person, 'czar queue drop de', 'czar queue drop deploy')
  await completes(person, 'czar merge --only web,ap', 'czar merge --only web,api')
  await completes(person, 'czar status --wat', 'czar status --watch')
  await completes(person, 'czar launch cza', 'czar launch czar.yaml')
  await completes(person, 'czar status -p fl', 'czar status -p fleet')
  await completes(person, 'czar projects --host gp', 'czar projects --host gpu.lan')
  await completes(person, 'czar next --host gpu.lan --host ad', 'czar next --host gpu.lan --host ada@build')
  await completes(person, 'czar reload --again api we', 'czar reload --again api web')
  await completes(person, 'czar worker remove we', 'czar worker remove web')
  await completes(person, 'czar spawn --role test', 'czar spawn --role tester')
  await completes(person, 'czar plan --worker-agent open', 'czar plan --worker-agent opencode')
  await completes(person, 'czar history --lim', 'czar history --limit')
  await completes(person, 'czar metrics --sv', 'czar metrics --svg')
  await completes(person, 'czar compare dep', 'czar compare deploy')
  await completes(person, 'czar wait api dep', 'czar wait api deploy')
  await completes(person, 'czar help gloss', 'czar help glossary')
})

test('completion never runs the text that is being typed', async () => {
  const fleet = await aRestingFleet()
  for (const shell of INSTALLED) {
    const person = await aShell(fleet, shell)
    await person.shows('ready')
    await person.keys('-l', `czar tell api "$(touch ${join(fleet.directory, 'was-run')})" ; czar why ap`)
    await person.keys('Tab')
    await person.shows('why api')
    await person.keys('C-u')
    await person.close()
  }
  expect((await fleet.run('status')).code).toBe(0)
  expect(fleet.git('status', '--porcelain')).toBe('')
  expect(() => writeFileSync(join(fleet.directory, 'was-run'), '', { flag: 'wx' })).not.toThrow()
})

test('a broken status, an unknown project and an unknown flag give no completion', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('api', ['stall: forever'])}`)
  const words = async (...line: readonly string[]) => await fleet.run('complete', '--', ...line)
  expect(await words('why', '')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await words('why', '-p', 'nobody', '')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await words('why', '--no-such', 'x', '')).toEqual({ code: 0, stdout: '', stderr: '' })
  mkdirSync(fleet.projectDir, { recursive: true })
  writeFileSync(join(fleet.projectDir, 'status.json'), '{"version": 1')
  expect(await words('why', '')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect((await words('completion', '')).stdout).toBe('bash\t\nzsh\t\nfish\t\n')
  expect(await fleet.run('completion', 'tcsh')).toMatchObject({ code: 2 })
})

async function aRestingFleet(): Promise<Fleet> {
  const resting = (id: string) => aScriptedWorker(id, [`ack: "Work for ${id}"`, 'stall: forever'])
  const fleet = await aFleet(`workers:\n${resting('api')}${resting('web')}bonus:\n  - { id: deploy, after: [api], task: "Deploy.\\n" }\n`)
  const config = join(fleet.directory, '.config', 'czar')
  mkdirSync(config, { recursive: true })
  writeFileSync(join(config, 'config.yaml'), 'hosts: [gpu.lan, ada@build]\n')
  await fleet.launch()
  await until(fleet.status, ({ workers }) => Object.values(workers).every(({ assignment }) => assignment?.state === 'acknowledged'))
  return fleet
}

/** A shell in the fleet's directory, with `czar` on its PATH. */
async function aShell(fleet: Fleet, shell: keyof typeof SHELLS): Promise<Terminal> {
  const programs = join(fleet.directory, 'programs')
  mkdirSync(programs, { recursive: true })
  writeFileSync(join(programs, 'czar'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`)
  chmodSync(join(programs, 'czar'), 0o755)
  const env = Object.fromEntries(Object.entries(fleet.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  const person = await aTerminal({ columns: 120, env: { ...env, PATH: `${programs}${delimiter}${env['PATH']}`, PS1: '$ ' } })
  await person.run(`cd ${fleet.directory} && ${SHELLS[shell]}`)
  await person.shows(/[$%>#]/)
  await person.keys('-l', `${READS[shell]}; echo re''ady`)
  await person.keys('Enter')
  return person
}

async function completes(person: Terminal, typed: string, whole: string): Promise<void> {
  await person.keys('C-u')
  await person.keys('-l', typed)
  await person.shows(typed)
  await person.keys('Tab')
  await person.shows(whole)
}
