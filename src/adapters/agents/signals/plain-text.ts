/** Longest question that is passed on; the screen has the rest. */
const MOST_CHARS = 2000

/** Text from a program made safe to log and draw: escape sequences and control characters gone, shortened. */
export function plainText(text: string): string {
  const plain = text
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|$)|[@-Z\\-_])/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
  return plain.length <= MOST_CHARS ? plain : `${plain.slice(0, MOST_CHARS - 1)}…`
}
