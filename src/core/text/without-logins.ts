/** A text without the users and passwords that addresses in it may hold. */
export function withoutLogins(text: string): string {
  return text.replaceAll(/([a-z][a-z+.-]*:\/\/)[^\s/@'"]+@/gi, '$1')
}
