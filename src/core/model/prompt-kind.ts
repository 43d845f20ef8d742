/**
 * How a program's terminal takes input. lines: whole lines. keys: single keys. secret: whole lines that are not shown, as for a password.
 */
export type LineMode = 'lines' | 'keys' | 'secret'

/** The prompt in front of an input field, for example `>`. */
export interface PromptMark {
  /** The last character of the prompt, or null if there is no prompt. */
  readonly mark: string | null
  /** Whether the profile's own pattern found the prompt. */
  readonly isOwn: boolean
  /** How many grey characters stand behind the cursor. They are a hint or, in a grey theme, a draft in which the cursor was moved back. */
  readonly greyChars: number
}

/** The features by which czar recognises a program's prompt. If another program runs in the pane, at least one feature differs. */
export interface PromptKind extends PromptMark {
  readonly isAlternate: boolean
  /** Whether bracketed paste is on, or null if that is unknown. */
  readonly bracketedPaste: boolean | null
  /** How the terminal takes input, or null if that is unknown or was not asked. */
  readonly lineMode: LineMode | null
}

/** Says how this empty prompt differs from the prompt that took the first text, or returns null if it does not. */
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

/**
 * Whether the pane changed between the main and the alternate screen since the first text. If so, another program runs in it, whatever the
 * screen shows.
 */
export function isOtherScreen(first: Pick<PromptKind, 'isAlternate'>, now: Pick<PromptKind, 'isAlternate'>): boolean {
  return first.isAlternate !== now.isAlternate
}

export function tellOtherScreen({ isAlternate }: Pick<PromptKind, 'isAlternate'>): string {
  return isAlternate ? 'a full-screen program is in front of its prompt' : 'its full screen is gone, and this is not its prompt'
}
