/** Removes the user names and passwords that addresses in a text may contain. */
export function withoutLogins(text: string): string {
  return text.replaceAll(/([a-z][a-z+.-]*:\/\/)[^\s/@'"]+@/gi, '$1')
}
