/**
 * The text in the form in which opencode 1.18.33 takes it: without a newline at its end. If the program shows the text as `[Pasted ~9
 * lines]`, it adds a space.
 */
export function asTaken(text: string): string {
  return text.trimEnd()
}
