/**
 * Verbs that say in which direction to work and not how far, at the beginning of a sentence or after "and": "Improve the code". Other verbs
 * name an end by themselves: "Rename the field total to sum".
 */
const OPEN_ENDED = new RegExp(
  [
    '(?:^|[.!?;:,]\\s+|\\band\\s+|\\bthen\\s+|\\bplease\\s+)(?:',
    'improve|enhance|refactor|polish|tidy|clean\\s?up|clean|optimi[sz]e|moderni[sz]e|simplify|rework|beautify',
    '|(?:fix|mend)\\s+(?:it|this|that|things|stuff|everything|(?:the |all )?(?:bugs?|issues|problems|code|rest|app|project))\\b',
    '|help\\s+(?:with|out|others|the\\s+others?)|continue\\s+(?:with|working|the\\s+work)|work\\s+on|go\\s+on',
    '|look\\s+(?:into|at|after)|take\\s+(?:care|a\\s+look)|explore|play\\s+with|do\\s+(?:it|that|this|some\\w*|what\\w*|a\\s+thing)',
    "|(?:make|get)\\s+(?:[\\w']+\\s+){1,5}?(?:better|faster|nicer|cleaner|simpler|good|great|work)",
    ')\\b',
  ].join(''),
  'im',
)
/** Things that a reader can look at: code, a path, a list, a number, a quotation, a name in code style, a comparison operator. */
const TANGIBLE = /`[^`]+`|\S\/\S|\b\w+\.[a-z]{1,5}\b|^\s*(?:[-*+]|\d+[.)])\s|\d|["“”«]|\b[a-z]+(?:[A-Z]\w*|_\w+)|\w\(\)|--\w|[<>=]|#/m
/** Words that state what must be true when the work is done. */
const CONDITION =
  /\b(?:must|should|shall|expect\w*|ensure\w*|tests?\b(?! folder)|tested|pass\w*|fails?|failing|returns?|prints?|exits?|accept\w*|criteri\w*|verif\w*|check\w*|prove\w*|compil\w*|builds?|lint\w*|errors?|warnings?|crash\w*|until|unless|so that|no longer|instead of|without|only|every|each|never|at (?:least|most)|when(?:ever)?|if|where|because|per|into (?:a|an|one|two|three|separate))\b/i
/** A longer text says more than a direction, even if these patterns do not see it. */
const MOST_WORDS = 30

/**
 * Whether the text of a task says anything by which a reader could tell that the task is done. Returns false only for short English texts
 * that name a direction and nothing else, because a wrong warning is worse than no warning.
 */
export function namesCriterion(text: string): boolean {
  if (!OPEN_ENDED.test(text) || TANGIBLE.test(text) || CONDITION.test(text)) return true
  return text.trim().split(/\s+/).length > MOST_WORDS
}
