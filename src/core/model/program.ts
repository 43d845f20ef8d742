import type { WorkerId } from './ids.ts'

/**
 * The effect of a user's setting. `hooks`: the program sends no exact signals. `enter`: no text reaches the program, for
 * example because Enter is rebound. `work`: the program takes texts but cannot carry them out.
 */
export type HindranceKind = 'hooks' | 'enter' | 'work'

/** A user's setting that blocks the agent program's signals or czar's keys. */
export interface Hindrance {
  readonly kind: HindranceKind
  /** The cause as a clause, with its file. */
  readonly says: string
  /** The fix as an imperative clause, with the file. */
  readonly mend: string
}

/** The installed version of an agent program, and the version that docs/agents.md describes. */
export interface ProgramVersion {
  /** The program whose version was asked for. */
  readonly program: string
  /** null: the program's answer holds no readable version. */
  readonly version: string | null
  readonly measured: string
  /** Known differences of the installed version, each a clause. */
  readonly differs: readonly string[]
}

export type ProgramEvent =
  /** The version answer of a profile's program; recorded only when it changes. */
  | ({ readonly kind: 'program.version'; readonly agent: string } & ProgramVersion)
  /** The hindering settings at the start of this incarnation; empty: the earlier ones are gone. */
  | {
      readonly kind: 'program.hindered'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly hindrances: readonly Hindrance[]
    }

/** One line for people. */
export function versionText({ agent, version, measured, differs }: Omit<ProgramVersion, 'program'> & { readonly agent: string }): string {
  if (version === measured) return `agent ${agent}: ${version}, measured with the same`
  const here = version === null ? 'does not say its version' : `${version} here`
  return `agent ${agent}: ${here}, measured with ${measured}; ${differs.length === 0 ? 'nothing is known to differ' : differs.join('; ')}`
}

/** A whole sentence, as launch, validate and doctor print it. */
export function hindranceText({ says, mend }: Hindrance): string {
  return `${says}: ${mend}`
}
