import { readShellLine, type SimpleCommand } from '../text/shell-words.ts'
import { isHarmlessGit } from './git-command.ts'
import { isInside } from './inside.ts'
import { matchesPattern } from './pattern.ts'
import { isHarmlessReading } from './reading-command.ts'

export type PermissionVerdict = 'ask' | 'deny' | 'allow'

export interface CommandRules {
  /** The absolute path of the worktree. */
  readonly cwd: string
  /** Folders outside of the worktree that may be read. */
  readonly readable: readonly string[]
  /** The subcommands of `czar` that a worker needs. */
  readonly czar: readonly string[]
  /** Commands in the project file. They may run exactly as the project file has them. */
  readonly accept: readonly string[]
  /** Patterns that the user allows, for example `npm test*` or `make:*`. */
  readonly patterns: readonly string[]
  readonly otherwise: PermissionVerdict
}

export interface CommandWish {
  readonly line: string
  readonly place: Place
  /**
   * Whether a word that is read as a path stays in the worktree, so that no link in it leads outside. The path begins at the shell's folder
   * or at the worktree.
   */
  readonly staysInside: (word: string, from: 'shell' | 'worktree') => boolean
}

/**
 * In which folder the shell is. worktree: it is the worktree or a folder in it. elsewhere: it is another folder. exchanged: another
 * repository has taken the place of the worktree.
 */
export type Place = 'worktree' | 'elsewhere' | 'exchanged'

/**
 * Decides whether a shell line may run without asking a person. A line may run if the project or the user allowed exactly this line, or if
 * czar understands the whole line and each of its commands may run.
 */
export function decidePermission(wish: CommandWish, rules: CommandRules): PermissionVerdict {
  return isAllowed(wish, rules) ? 'allow' : rules.otherwise
}

function isAllowed({ line, place, staysInside }: CommandWish, rules: CommandRules): boolean {
  const whole = line.trim()
  if (rules.patterns.some(pattern => pattern === whole || `czar run -- ${pattern}` === whole)) return true
  const rest = place === 'exchanged' ? whole : withoutWayBack(whole, rules)
  const commands = readShellLine(whole)
  const isBack = rest !== whole || (place !== 'exchanged' && commands !== null && goesBack(commands, rules))
  const context: Context = {
    rules,
    isInWorktree: place === 'worktree' || isBack,
    mayName: (word, roots) => isInside(word, roots) && staysInside(word, isBack ? 'worktree' : 'shell'),
  }
  return (context.isInWorktree && isAccepted(rest, context)) || (commands !== null && isCovered(commands, context))
}

interface Context {
  readonly rules: CommandRules
  readonly isInWorktree: boolean
  readonly mayName: (word: string, roots: readonly string[]) => boolean
}

/** Whether each command is allowed by itself, or is part of a chain that is one of the project's commands. */
function isCovered(commands: readonly SimpleCommand[], context: Context): boolean {
  const reached = new Set([0])
  const chains = context.isInWorktree ? acceptedChains(context.rules) : []
  for (const [at, command] of commands.entries()) {
    if (!reached.has(at)) continue
    if (mayRun(command, context) && !movesLate(commands, at, context)) reached.add(at + 1)
    for (const chain of chains) if (beginsAt(commands, at, chain)) reached.add(at + chain.length)
  }
  return reached.has(commands.length)
}

/**
 * Whether a `git mv` comes after another command. It is refused then, because `git mv` follows links and the other command may have made
 * one.
 */
function movesLate(commands: readonly SimpleCommand[], at: number, { rules }: Context): boolean {
  const [first, command] = [commands[0] as SimpleCommand, commands[at] as SimpleCommand]
  const moves = command.words[0].text === 'git' && command.words.some(({ text }) => text === 'mv')
  return moves && at > (isWayBack(first, rules) ? 1 : 0) && !rules.patterns.some(pattern => matchesPattern(pattern, command.source))
}

/**
 * Returns the line without a `cd WORKTREE &&` at its beginning. After this `cd`, the rest runs in the worktree, whichever folder the shell
 * is in.
 */
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

function mayRun(command: SimpleCommand, context: Context): boolean {
  const { rules, isInWorktree } = context
  const [program, ...words] = command.words.map(({ text }) => text) as [string, ...string[]]
  if (rules.patterns.some(pattern => matchesPattern(pattern, command.source) || runs(pattern, command.source))) return true
  if (program === 'czar') return rules.czar.includes(words[0] ?? '')
  if (isWayBack(command, rules)) return true
  if (!isInWorktree) return false
  if (program !== 'git') return reads(command, context)
  const mayName = (word: string): boolean => context.mayName(word, [rules.cwd])
  return !command.words.some(leavesByGlob) && isHarmlessGit(words, { cwd: rules.cwd, mayName })
}

function reads({ words }: SimpleCommand, { rules, mayName }: Context): boolean {
  const roots = [rules.cwd, ...rules.readable]
  const texts = words.map(({ text }) => text)
  return !words.some(leavesByGlob) && isHarmlessReading(texts, word => mayName(word, roots))
}

/** Whether the pattern may match the folder above, as `.?` does. */
function leavesByGlob({ text, isGlob }: SimpleCommand['words'][number]): boolean {
  return isGlob && /(?:^|\/)\.[^/]*[*?[]/.test(text)
}

/**
 * Whether the line is `czar run` with a command that the pattern allows. A pattern cannot allow `czar run` as a whole, because `czar run`
 * can run any program.
 */
function runs(pattern: string, source: string): boolean {
  const [, command] = /^czar run -- (.+)$/s.exec(source) ?? []
  return command !== undefined && matchesPattern(pattern, command)
}

/** Returns the project's commands, as far as czar can parse them. */
function acceptedChains({ accept }: CommandRules): readonly (readonly SimpleCommand[])[] {
  return accept
    .flatMap(line => [line, `czar run -- ${line}`])
    .flatMap(line => [readShellLine(line) ?? []])
    .filter(({ length }) => length > 0)
}

function beginsAt(commands: readonly SimpleCommand[], begin: number, chain: readonly SimpleCommand[]): boolean {
  return chain.every(({ source, after }, at) => {
    const command = commands[begin + at]
    return command?.source === source && (at === 0 || command.after === after)
  })
}

/**
 * Whether the line is a command of the project, perhaps with `2>&1` and a pipe into a program that only reads. Czar need not understand the
 * command itself: whatever it does, only a harmless program runs after it.
 */
function isAccepted(line: string, context: Context): boolean {
  return context.rules.accept
    .flatMap(command => [command.trim(), `czar run -- ${command.trim()}`])
    .some(command => line.startsWith(command) && isReadOnly(line.slice(command.length), context))
}

function isReadOnly(rest: string, context: Context): boolean {
  if (rest === '') return true
  if (!/^(?:[ \t]+2>&1)?(?:[ \t]*\||$)/.test(rest)) return false
  const commands = readShellLine(`true${rest}`)
  return commands?.every((command, at) => at === 0 || (command.after === '|' && reads(command, context))) === true
}
