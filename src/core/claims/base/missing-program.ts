import { shellPieces, textOf } from '../../text/shell-pieces.ts'

/** A program that was not found, or that is not executable. */
export interface MissingProgram {
  readonly program: string
  /** Whether the accept command itself names the program. Otherwise a script that it runs looked for the program. */
  readonly isNamed: boolean
  readonly isForbidden: boolean
}

/** A shell's message, such as `sh: 1: vitest: not found`, `./check.sh: line 2: vitest: command not found` or `sh: vitest: not found`. */
const BY_SHELL = /^(?:\S*\b(?:sh|bash|dash|ash|zsh)|\S+(?=: (?:\S+ )?\d+: )): (?:(?:\S+ )?\d+: )?(.+?): [^:]+$/gm
/** The message of env, timeout, nice and others, such as `env: ‘python4’: No such file or directory`. */
const BY_TOOL = /[‘'"`]([^’'"`\s]+)[’'"`]: (?:No such file or directory|Permission denied)$/gm

/**
 * Finds the program that could not run, if a command ended with the exit code 126 (not executable) or 127 (not found). Returns null for all
 * other exit codes. Also returns null if a file of the repository is missing, because the task may be to write that file.
 */
export function missingProgram(command: string, exitCode: number | null, tail: string): MissingProgram | null {
  if (exitCode !== 126 && exitCode !== 127) return null
  const isForbidden = exitCode === 126
  const said = [...tail.matchAll(BY_SHELL), ...tail.matchAll(BY_TOOL)].at(-1)?.[1]
  const program = said ?? firstProgram(command)
  if (!isForbidden && isInTree(program)) return null
  return { program, isNamed: wordsOf(command).includes(program), isForbidden }
}

/** Whether it is a file in the tree and not a program on PATH. */
function isInTree(program: string): boolean {
  return program.includes('/') && !program.startsWith('/')
}

function firstProgram(command: string): string {
  return wordsOf(command).find(word => !/^\w+=/.test(word)) ?? command
}

function wordsOf(command: string): readonly string[] {
  const words: string[] = []
  let isOpen = false
  for (const piece of shellPieces(command)) {
    const isWord = !['blank', 'operator', 'redirection'].includes(piece.kind)
    if (isWord) words.push(`${isOpen ? words.pop() : ''}${textOf(piece)}`)
    isOpen = isWord
  }
  return words
}
