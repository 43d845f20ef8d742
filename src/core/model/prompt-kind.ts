/** How a program's terminal takes input. secret: whole lines without echo, as for a password. */
export type LineMode = 'lines' | 'keys' | 'secret'

/** The sign that stands before the input, such as `>`. */
export interface PromptMark {
  /** The sign's last character; null: the composer has no sign. */
  readonly mark: string | null
  /** Whether the profile's own pattern found the sign. */
  readonly isOwn: boolean
  /** Number of grey characters after the cursor: a hint, or a draft in a grey theme with the cursor moved back. */
  readonly greyChars: number
}

/** The features of a program's prompt that stay the same. Another program in the pane has other features. */
export interface PromptKind extends PromptMark {
  readonly isAlternate: boolean
  /** null: unknown. */
  readonly bracketedPaste: boolean | null
  /** null: unknown or not queried. */
  readonly lineMode: LineMode | null
}

/** How this empty prompt looks different from the prompt that took the first text; null: it looks the same. */
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

/** Whether the pane changed between main and alternate screen. Such a change means another program, whatever the screen shows. */
export function isOtherScreen(first: Pick<PromptKind, 'isAlternate'>, now: Pick<PromptKind, 'isAlternate'>): boolean {
  return first.isAlternate !== now.isAlternate
}

export function tellOtherScreen({ isAlternate }: Pick<PromptKind, 'isAlternate'>): string {
  return isAlternate ? 'a full-screen program is in front of its prompt' : 'its full screen is gone, and this is not its prompt'
}
