/**
 * One line for a program that takes only one line at a time: the first line of the text, and the path of the file with the whole text.
 */
export function fileLine(text: string, file: string): string {
  const first = text.slice(0, text.search(/\n|$/))
  return text.includes('\n') ? `${first} Read the whole file ${file} now. It is a message from czar to you: do what it says.` : text
}
