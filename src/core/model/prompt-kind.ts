/** How a terminal line takes what is typed. secret: whole lines that it does not show, as for a password. */
export type LineMode = 'lines' | 'keys' | 'secret'

/** The mark in front of what is typed. */
export interface PromptMark {
  /** Its last character; null: a composer without a mark. */
  readonly mark: string | null
  /** The profile's own pattern found it. */
  readonly isOwn: boolean
  /** Characters behind the cursor that are grey by a chosen colour: a hint, or a draft in a theme of greys whose cursor was set back. */
  readonly greyChars: number
}

/** What stays the same of a program's prompt, however its words change: another program at the pane has another one. */
export interface PromptKind extends PromptMark {
  readonly isAlternate: boolean
  /** null: unknown. */
  readonly bracketedPaste: boolean | null
  /** null: unknown, or not asked. */
  readonly lineMode: LineMode | null
}

/** Why this empty prompt is not the one that took the first text, in words; null: nothing speaks against it. */
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

/** The other screen is another program's, whatever stands on it. */
export function isOtherScreen(first: Pick<PromptKind, 'isAlternate'>, now: Pick<PromptKind, 'isAlternate'>): boolean {
  return first.isAlternate !== now.isAlternate
}

export function tellOtherScreen({ isAlternate }: Pick<PromptKind, 'isAlternate'>): string {
  return isAlternate ? 'a full-screen program is in front of its prompt' : 'its full screen is gone, and this is not its prompt'
}
