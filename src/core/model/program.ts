import type { WorkerId } from './ids.ts'

/**
 * `hooks`: its exact signals are switched off. `enter`: no text reaches it, as where Enter means something else. `work`: it takes a
 * text and cannot do what the text asks for.
 */
export type HindranceKind = 'hooks' | 'enter' | 'work'

/** A setting of the user that keeps czar from hearing an agent program, or its keys from arriving. */
export interface Hindrance {
  readonly kind: HindranceKind
  /** The cause as a clause, with the file it stands in. */
  readonly says: string
  /** The change that ends it, as an imperative clause with the file. */
  readonly mend: string
}

/** The version of an agent program here, beside the one that docs/agents.md was written with. */
export interface ProgramVersion {
  /** The program that was asked. */
  readonly program: string
  /** null: it did not say one that can be read. */
  readonly version: string | null
  readonly measured: string
  /** What is known to be different here, each a clause. */
  readonly differs: readonly string[]
}

export type ProgramEvent =
  /** What a profile's program answered; told when it is another answer than the last one. */
  | ({ readonly kind: 'program.version'; readonly agent: string } & ProgramVersion)
  /** The settings that this incarnation was started with; an empty list: none is in the way any more. */
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
