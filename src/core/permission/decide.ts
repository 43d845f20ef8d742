import { readShellLine, type SimpleCommand } from '../text/shell-words.ts'
import { isHarmlessGit } from './git-command.ts'
import { matchesPattern } from './pattern.ts'
import { isHarmlessReading } from './reading-command.ts'

export type Verdict = 'ask' | 'deny' | 'allow'

export interface CommandRules {
  /** The worktree, absolute. */
  readonly cwd: string
  /** Directories that may be read besides it. */
  readonly readable: readonly string[]
  /** Verbs of `czar` that a worker needs. */
  readonly czar: readonly string[]
  /** Commands of the project, allowed as they are written. */
  readonly accept: readonly string[]
  /** Patterns of the user: `npm test*`, `make:*`. */
  readonly patterns: readonly string[]
  readonly otherwise: Verdict
}

export interface CommandWish {
  readonly line: string
  readonly place: Place
}

/** Where the shell stands: in the worktree or below it; elsewhere; `exchanged`: the worktree belongs to another repository now. */
export type Place = 'worktree' | 'elsewhere' | 'exchanged'

/**
 * Whether a shell line may run without a question: it is written as the project or the user wrote it, or it is understood
 * to its last sign and each of its commands may run by itself.
 */
export function decide(wish: CommandWish, rules: CommandRules): Verdict {
  return isAllowed(wish, rules) ? 'allow' : rules.otherwise
}

function isAllowed({ line, place }: CommandWish, rules: CommandRules): boolean {
  const whole = line.trim()
  if (rules.patterns.some(pattern => pattern === whole || `czar run -- ${pattern}` === whole)) return true
  const rest = place === 'exchanged' ? whole : withoutWayBack(whole, rules)
  if ((place === 'worktree' || rest !== whole) && isAccepted(rest, rules)) return true
  const commands = readShellLine(whole)
  if (commands === null) return false
  const isInWorktree = place === 'worktree' || (place === 'elsewhere' && goesBack(commands, rules))
  return isCovered(commands, { rules, isInWorktree })
}

interface Context {
  readonly rules: CommandRules
  readonly isInWorktree: boolean
}

/** Each command is allowed by itself, or belongs to a chain that is one of the project's commands. */
function isCovered(commands: readonly SimpleCommand[], context: Context): boolean {
  const reached = new Set([0])
  for (const [at, command] of commands.entries()) {
    if (!reached.has(at)) continue
    if (mayRun(command, context)) reached.add(at + 1)
    if (context.isInWorktree) for (const length of acceptedChains(commands.slice(at), context.rules)) reached.add(at + length)
  }
  return reached.has(commands.length)
}

/** `cd WORKTREE && …`: the rest runs in the worktree, wherever the shell stands. */
function withoutWayBack(whole: string, { cwd }: CommandRules): string {
  const way = `cd ${cwd} && `
  return whole.startsWith(way) ? whole.slice(way.length).trim() : whole
}

function goesBack([first, second]: readonly SimpleCommand[], rules: CommandRules): boolean {
  return first !== undefined && isWayBack(first, rules) && (second === undefined || second.after === '&&')
}

function isWayBack({ words: [program, place, ...more] }: SimpleCommand, { cwd }: CommandRules): boolean {
  return program.text === 'cd' && place?.text === cwd && more.length === 0
}

function mayRun(command: SimpleCommand, { rules, isInWorktree }: Context): boolean {
  const [program, ...words] = command.words.map(({ text }) => text) as [string, ...string[]]
  if (rules.patterns.some(pattern => matchesPattern(pattern, command.source) || runs(pattern, command.source))) return true
  if (program === 'czar') return rules.czar.includes(words[0] ?? '')
  if (isWayBack(command, rules)) return true
  if (!isInWorktree || command.words.some(leavesByGlob)) return false
  if (program === 'git') return isHarmlessGit(words, rules.cwd)
  return isHarmlessReading([program, ...words], [rules.cwd, ...rules.readable])
}

/** `.?` is the directory above too. */
function leavesByGlob({ text, isGlob }: SimpleCommand['words'][number]): boolean {
  return isGlob && /(?:^|\/)\.[^/]*[*?[]/.test(text)
}

/** What may run may run behind `czar run` too; that itself has no rule, for it would run anything. */
function runs(pattern: string, source: string): boolean {
  const [, command] = /^czar run -- (.+)$/s.exec(source) ?? []
  return command !== undefined && matchesPattern(pattern, command)
}

/** How many of these commands are one of the project's, for each that fits. */
function acceptedChains(commands: readonly SimpleCommand[], { accept }: CommandRules): readonly number[] {
  return accept
    .flatMap(line => [line, `czar run -- ${line}`])
    .flatMap(line => {
      const chain = readShellLine(line)
      const fits = chain?.every(({ source, after }, at) => commands[at]?.source === source && (at === 0 || commands[at]?.after === after))
      return chain !== null && fits === true ? [chain.length] : []
    })
}

/**
 * A command of the project that is not taken apart, with its errors among its output, and with a pipe into a program that
 * reads. Whatever the first part does with what follows, nothing more than such a program runs.
 */
function isAccepted(line: string, { accept, cwd, readable }: CommandRules): boolean {
  return accept
    .flatMap(command => [command.trim(), `czar run -- ${command.trim()}`])
    .some(command => line.startsWith(command) && isReadOnly(line.slice(command.length), [cwd, ...readable]))
}

function isReadOnly(rest: string, roots: readonly string[]): boolean {
  if (rest === '') return true
  if (!/^(?:[ \t]+2>&1)?(?:[ \t]*\||$)/.test(rest)) return false
  const commands = readShellLine(`true${rest}`)
  return commands?.every(({ after, words }, at) => at === 0 || (after === '|' && reads(words, roots))) === true
}

function reads(words: SimpleCommand['words'], roots: readonly string[]): boolean {
  return (
    !words.some(leavesByGlob) &&
    isHarmlessReading(
      words.map(({ text }) => text),
      roots,
    )
  )
}
