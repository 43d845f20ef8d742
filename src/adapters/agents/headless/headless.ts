import type { AgentProfile } from '../../../core/model/project.ts'

/** One question to an agent program that runs without a terminal, answers and ends. */
export interface HeadlessQuestion {
  readonly profile: AgentProfile
  /** The program with its arguments. The program is an absolute path. */
  readonly command: readonly string[]
  /** The most that the answer may cost, in US dollars. null: no limit. */
  readonly usd: number | null
}

/** How a program is started for a question. Its standard input is the whole text of the question. */
export interface HeadlessCommand {
  readonly argv: readonly string[]
  /** Variables that the program needs besides those of its profile. */
  readonly env: Readonly<Record<string, string>>
}

/** The answer of a program so far. */
export interface HeadlessAnswer {
  /** The last whole text of the model, or null. */
  readonly text: string | null
  /** Tokens of all kinds. null: the program does not report them. */
  readonly tokens: number | null
  /** US dollars, as the program itself counts. null: the program does not report them. */
  readonly usd: number | null
  /** Why there is no answer, in the program's own words. null: the program names no failure. */
  readonly failure: string | null
  /** Whether the program has said that its answer is complete. */
  readonly isOver: boolean
}

/** Reads the output of a program, line by line. */
export interface HeadlessReader {
  readonly hear: (line: string) => void
  readonly answer: () => HeadlessAnswer
}

/** The part of a driver that asks a program one question. The program gets tools that read, and none that write or run commands. */
export interface HeadlessProgram {
  readonly prepare: (question: HeadlessQuestion) => HeadlessCommand
  readonly createReader: () => HeadlessReader
}

/** The arguments that choose the model of a profile. */
export function modelArguments({ model, modelFlag }: AgentProfile): readonly string[] {
  return model === null || modelFlag === null ? [] : [modelFlag, model]
}
