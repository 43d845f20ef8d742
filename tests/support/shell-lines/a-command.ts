import type { Random } from '../../../simulation/random.ts'
import { GIT_OPTIONS } from '../../../src/core/permission/git-options.ts'
import type { OptionTable } from '../../../src/core/permission/option-table.ts'
import { aWord } from './a-word.ts'
import { anyOf } from './any-of.ts'
import { AROUND, DANGEROUS, ELSEWHERE, PATHS, PROGRAMS, READERS, TEXTS, VALUES } from './parts.ts'
import type { Sandbox } from './sandbox.ts'

/** A simple command, as written by an honest worker or by a worker that tries to do more than it may. */
export function aCommand(random: Random, sandbox: Sandbox): string {
  return anyOf(random, [git, git, git, git, reading, czar, project, anything, wrapped])(random, sandbox)
}

function git(random: Random, sandbox: Sandbox): string {
  if (random.chance(0.05)) return `git ${anyOf(random, ELSEWHERE)}`
  const [verb, table] = anyOf(random, Object.entries(GIT_OPTIONS))
  const begin = anyOf(random, ['git', 'git', 'git', 'git --no-pager', `git -C ${sandbox.worktree}`, 'git -C src', 'git -c core.pager=x'])
  const needed = verb === 'commit' ? [`-m ${anyOf(random, TEXTS)}`] : verb === 'merge' ? ['--no-edit'] : []
  const options = [...needed.filter(() => random.chance(0.9)), ...several(random, 3, () => option(random, table))]
  return [begin, verb, ...options, ...several(random, 2, () => path(random, sandbox))].join(' ')
}

function option(random: Random, { flags, letters = '', withValue = [], takesNext = [] }: OptionTable): string {
  if (random.chance(0.15)) return anyOf(random, DANGEROUS)
  const separator = (name: string): string => (name.startsWith('--') ? '=' : anyOf(random, ['', ' ']))
  const named = [...withValue, ...takesNext].map(name => `${name}${separator(name)}${anyOf(random, VALUES)}`)
  const short = letters === '' ? [] : [`-${several(random, 3, () => anyOf(random, [...letters])).join('')}`]
  return anyOf(random, [...flags, ...named, ...short])
}

function reading(random: Random, sandbox: Sandbox): string {
  return [anyOf(random, READERS), ...several(random, 2, () => path(random, sandbox))].join(' ')
}

function czar(random: Random): string {
  const verbs = ['report note', 'report done', 'say all', 'peers', 'inbox', 'run --', 'run --shell', 'stop', 'handoff --next']
  return `czar ${anyOf(random, verbs)} ${anyOf(random, TEXTS)}`
}

function project(random: Random, sandbox: Sandbox): string {
  return (random.chance(0.3) ? 'czar run -- ' : '') + anyOf(random, [...sandbox.accept, 'npm run lint', 'npm run', 'make all'])
}

function anything(random: Random): string {
  return anyOf(random, PROGRAMS)
}

function wrapped(random: Random, sandbox: Sandbox): string {
  return `${anyOf(random, AROUND)} ${anyOf(random, [git, reading])(random, sandbox)}`
}

function path(random: Random, { worktree, outside }: Sandbox): string {
  return random.chance(0.05) ? aWord(random) : anyOf(random, [...PATHS, `${worktree}/a.txt`, `${outside}/x`])
}

function several<Item>(random: Random, most: number, make: () => Item): readonly Item[] {
  return Array.from({ length: Math.floor(random.between(0, most + 1)) }, make)
}
