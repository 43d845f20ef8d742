/** Words that begin a reason, such as "because". */
const WHY =
  /\b(?:because|since|needs?|needed|requires?|required|so that|in order to|otherwise|depends? on|due to|to make|to keep|to let|as it)\b/i

/** Whether a sentence gives a reason and names the path or the file's name in it. */
export function saysWhy(texts: readonly string[], path: string): boolean {
  const name = path.split('/').at(-1) ?? path
  // A dot inside a file name does not end the sentence.
  const sentences = texts.flatMap(text => text.split(/[;\n]|\.\s/))
  return sentences.some(sentence => WHY.test(sentence) && (sentence.includes(path) || sentence.includes(name)))
}
