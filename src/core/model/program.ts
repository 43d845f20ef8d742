import type { WorkerId } from './ids.ts'

/**
 * The harm that a setting of the user does. hooks: the program sends czar no exact signals. enter: no text reaches the program, for example
 * because Enter does something else. work: the program takes texts but cannot do what they say.
 */
export type HindranceKind = 'hooks' | 'enter' | 'work'

/** A setting of the user that keeps signals of the agent's program from czar, or czar's texts from the program. */
export interface Hindrance {
  readonly kind: HindranceKind
  /** The harm that the setting does, as a part of a sentence that names the file. */
  readonly says: string
  /** The remedy for a person, as a part of a sentence that names the file. */
  readonly mend: string
}

/** The installed version of an agent program, and the version that docs/agents.md describes. */
export interface ProgramVersion {
  /** The program that was asked for its version. */
  readonly program: string
  /** The version, or null if czar could not read it in the program's answer. */
  readonly version: string | null
  readonly measured: string
  /** How the installed version differs, as far as czar knows. Each is a part of a sentence. */
  readonly differs: readonly string[]
}

export type ProgramEvent =
  /** The answer of a profile's program to the question for its version. The event is recorded only if the answer changed. */
  | ({ readonly kind: 'program.version'; readonly agent: string } & ProgramVersion)
  /** The harmful settings that czar found when this agent was started. An empty list means that earlier ones are gone. */
  | {
      readonly kind: 'program.hindered'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly hindrances: readonly Hindrance[]
    }

/** Returns the versions as one line for people. */
export function versionText({ agent, version, measured, differs }: Omit<ProgramVersion, 'program'> & { readonly agent: string }): string {
  if (version === measured) return `agent ${agent}: ${version}, the version that czar was tested with`
  const here = version === null ? 'does not say its version' : `${version} here`
  return `agent ${agent}: ${here}, tested with ${measured}; ${differs.length === 0 ? 'nothing is known to differ' : differs.join('; ')}`
}

/** Returns a whole sentence about the setting, as launch, validate and doctor print it. */
export function hindranceText({ says, mend }: Hindrance): string {
  return `${says}: ${mend}`
}
