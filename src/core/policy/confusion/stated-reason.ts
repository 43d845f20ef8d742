/** Words by which somebody says why, and not only what. */
const WHY =
  /\b(?:because|since|needs?|needed|requires?|required|so that|in order to|otherwise|depends? on|due to|to make|to keep|to let|as it)\b/i

/** Is the path, or the file's name alone, named in a sentence that says why? */
export function saysWhy(texts: readonly string[], path: string): boolean {
  const name = path.split('/').at(-1) ?? path
  // A stop inside a name is no end of a sentence.
  const sentences = texts.flatMap(text => text.split(/[;\n]|\.\s/))
  return sentences.some(sentence => WHY.test(sentence) && (sentence.includes(path) || sentence.includes(name)))
}
