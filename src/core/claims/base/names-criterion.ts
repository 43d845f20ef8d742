/** A word that English texts of any length have. Texts in other languages are not judged. */
const ENGLISH = /\b(?:the|a|an|to|of|in|for|with|and|it|this|that|all|our|your)\b/gi
/** Things that a reader can look at: code, a path, a list, a number, a quotation, a name in code style, a sign of comparison. */
const TANGIBLE = /`[^`]+`|\S\/\S|\b\w+\.[a-z]{1,5}\b|^\s*(?:[-*+]|\d+[.)])\s|\d|["“”«]|\b[a-z]+(?:[A-Z]\w*|_\w+)|\w\(\)|--\w|[<>=]|#/m
/** Words about what holds when the work is done. */
const CONDITION =
  /\b(?:must|should|shall|expect\w*|ensure\w*|tests?|tested|testing|pass\w*|fails?|returns?|prints?|shows?|exits?|accept\w*|criteri\w*|verif\w*|check\w*|prove\w*|compil\w*|builds?|lint\w*|error\w*|until|unless|so that|done when|no longer|instead of|without|only|every|each|never|same|equals?|at (?:least|most)|same as|when(?:ever)?|if)\b/i

/**
 * Whether the text of a task says anything by which somebody could tell that the task is done. It looks for the absence of every sign of
 * that, so it speaks only about texts such as "Improve the code".
 */
export function namesCriterion(text: string): boolean {
  if (TANGIBLE.test(text) || CONDITION.test(text)) return true
  return (text.match(ENGLISH) ?? []).length === 0
}
