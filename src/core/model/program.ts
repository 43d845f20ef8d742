import type { WorkerId } from './ids.ts'

/**
 * What a setting of the user does. hooks: the program sends czar no exact signals. enter: no text reaches the program, for example because
 * Enter does something else. work: the program takes texts but cannot do what they say.
 */
export type HindranceKind = 'hooks' | 'enter' | 'work'

/** A setting of the user that keeps signals of the agent's program from czar, or czar's texts from the program. */
export interface Hindrance {
  readonly kind: HindranceKind
  /** What the setting does, as a part of a sentence that names the file. */
  readonly says: string
  /** What the person must do about it, as a part of a sentence that names the file. */
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
  /** What the program of a profile answered when it was asked for its version. It is recorded only if it changed. */
  | ({ readonly kind: 'program.version'; readonly agent: string } & ProgramVersion)
  /** The harmful settings that czar found when this agent was started. If the list is empty, those that were there before are gone. */
  | {
      readonly kind: 'program.hindered'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly hindrances: readonly Hindrance[]
    }

/** Returns the versions as one line for people. */
export function versionText({ agent, version, measured, differs }: Omit<ProgramVersion, 'program'> & { readonly agent: string }): string {
  if (version === measured) return `agent ${agent}: ${version}, measured with the same`
  const here = version === null ? 'does not say its version' : `${version} here`
  return `agent ${agent}: ${here}, measured with ${measured}; ${differs.length === 0 ? 'nothing is known to differ' : differs.join('; ')}`
}

/** Returns a whole sentence about the setting, as launch, validate and doctor print it. */
export function hindranceText({ says, mend }: Hindrance): string {
  return `${says}: ${mend}`
}
