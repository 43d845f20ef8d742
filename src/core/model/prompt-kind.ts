/** How a terminal line takes input. secret: whole lines without echo, as for a password. */
export type LineMode = 'lines' | 'keys' | 'secret'

/** The prompt mark in front of the input. */
export interface PromptMark {
  /** Its last character; null: a composer without a mark. */
  readonly mark: string | null
  /** Whether the profile's own pattern found it. */
  readonly isOwn: boolean
  /** Characters after the cursor in a grey colour: a hint, or a draft in a grey theme with the cursor moved back. */
  readonly greyChars: number
}

/** The stable features of a program's prompt; another program in the pane differs in them. */
export interface PromptKind extends PromptMark {
  readonly isAlternate: boolean
  /** null: unknown. */
  readonly bracketedPaste: boolean | null
  /** null: unknown or not queried. */
  readonly lineMode: LineMode | null
}

/** Why this empty prompt differs from the one that took the first text; null: no difference found. */
export function tellOtherPrompt(first: PromptKind, now: PromptKind): string | null {
  if (isOtherScreen(first, now)) return tellOtherScreen(now)
  if (!now.isOwn && first.mark !== now.mark && first.mark !== null && now.mark !== null) {
    return `its prompt was \`${first.mark}\`, now it is \`${now.mark}\``
  }
  if (first.isOwn && !now.isOwn) return 'its prompt matched `ready` of its profile, this one does not'
  if (first.bracketedPaste === true && now.bracketedPaste === false) return 'its prompt took whole pastes, this one takes none'
  if (first.lineMode === null || now.lineMode === null || first.lineMode === now.lineMode) return null
  return now.lineMode === 'keys' ? 'its prompt read lines, this one reads single keys' : 'its prompt read single keys, this one reads lines'
}

/** A switch between main and alternate screen means another program, whatever it shows. */
export function isOtherScreen(first: Pick<PromptKind, 'isAlternate'>, now: Pick<PromptKind, 'isAlternate'>): boolean {
  return first.isAlternate !== now.isAlternate
}

export function tellOtherScreen({ isAlternate }: Pick<PromptKind, 'isAlternate'>): string {
  return isAlternate ? 'a full-screen program is in front of its prompt' : 'its full screen is gone, and this is not its prompt'
}
