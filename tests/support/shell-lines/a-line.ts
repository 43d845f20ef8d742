import type { Random } from '../../../simulation/random.ts'
import { aCommand } from './a-command.ts'
import { aWord } from './a-word.ts'
import { anyOf } from './any-of.ts'
import type { Sandbox } from './sandbox.ts'
import { TRICKS } from './tricks.ts'

const JOINED = [' && ', ' && ', '; ', ' | ', ' || ', '\n', ' & ', ' |& ', '\r\n', ' ;; ', ' &&\n', '\u2028', ' # ', '|', ';', '&&'] as const
const BEHIND = [
  ' 2>&1',
  ' >/dev/null',
  ' > FILE',
  ' >> FILE',
  ' 2>FILE',
  ' &> FILE',
  ' >| FILE',
  ' < a.txt',
  ' <<END\nx\nEND',
  ' &',
  ' 2>&1 | tail -n 5',
  ';',
  '\n',
  ' | tee FILE',
  ' >/dev/null/../FILE',
] as const
const BLANKS = ['\t', '  ', '\u00a0', '\\\n', '\r', '\v', '\u3000', '\n', ' \\ '] as const

/** One line of shell, made of several commands. Some of the commands are changed at random. */
export function aLine(random: Random, sandbox: Sandbox): string {
  let line = random.chance(0.03) ? anyOf(random, TRICKS) : aCommand(random, sandbox)
  while (random.chance(0.25)) line += anyOf(random, JOINED) + aCommand(random, sandbox)
  if (random.chance(0.1)) line = `cd ${anyOf(random, [sandbox.worktree, sandbox.outside, 'src', '..'])}${anyOf(random, JOINED)}${line}`
  if (random.chance(0.2)) line += anyOf(random, BEHIND)
  while (random.chance(0.15)) line = touchedUp(random, line)
  return line.replaceAll('FILE', fileIn(random, sandbox)).replaceAll('OUT', sandbox.outside)
}

/** A file that no command may write. */
function fileIn(random: Random, { home, outside }: Sandbox): string {
  return anyOf(random, [`${home}/.profile`, `${home}/new`, `${outside}/canary`, `${outside}/new`, '/tmp/new', '../outside/new', 'link/new'])
}

function touchedUp(random: Random, line: string): string {
  const at = Math.floor(random.between(0, line.length))
  const [before, sign, after] = [line.slice(0, at), line[at] ?? '', line.slice(at + 1)]
  return anyOf(random, [
    () => `${before}${aWord(random)}${sign}${after}`,
    () => `${before}${anyOf(random, [`'${sign}'`, `"${sign}"`, `\\${sign}`, `''${sign}`, `""${sign}`])}${after}`,
    () => before + after,
    () => line.replace(' ', anyOf(random, BLANKS)),
    () => `${before}${sign}${line.slice(Math.floor(random.between(0, line.length)))}`,
  ])()
}
