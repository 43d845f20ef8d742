/** opencode 1.18.33 drops a newline at the end and appends a space to what it shows as `[Pasted ~9 lines]`. */
export function asTaken(text: string): string {
  return text.trimEnd()
}
