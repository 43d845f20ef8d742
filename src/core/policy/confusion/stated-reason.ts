/** Words by which somebody says why, and not only what. */
const WHY =
  /\b(?:because|since|needs?|needed|requires?|required|must|so that|in order to|otherwise|depends? on|due to|to make|to keep|to let|as it|as the)\b/i

/** Does one of the texts name the path, or the file's name alone, and say why? */
export function saysWhy(texts: readonly string[], path: string): boolean {
  const name = path.split('/').at(-1) ?? path
  return texts.some(text => WHY.test(text) && (text.includes(path) || text.includes(name)))
}
