import { isCommand } from './is-command.ts'

/** What a sentence in the prose of a plan says about tasks, such as “After storage is done, write the docs.” */
export interface SaidInPassing {
  readonly kind: 'after' | 'accept'
  /** The names of tasks, or a command. */
  readonly text: string
  /** The words of the sentence that say it. */
  readonly words: string
}

/** A longer text is not read as a sentence. */
const LONGEST_SENTENCE = 500

/**
 * A sentence ends at a punctuation mark that a blank follows, outside of code. It also ends before a dash that a dependency follows: `Docs
 * – after 2 is done`.
 */
const SENTENCE_END = /(?<=[.!?;][)*_]{0,3})\s+(?=\S)|\s+(?=(?:--?|\u2013|\u2014)\s+(?:after|once|when|as soon as)\s)/i
const WORK_IS_DONE = new RegExp(
  '^(?:and |then )?(?:after|once|when|as soon as) (?<names>[^,.;:()]+?) (?:is|are|has been|have been) (?:all |both |fully )?' +
    '(?:done|finished|complete|completed|implemented|merged|landed|proven|in place)(?:,|$)',
  'i',
)
/** A dependency by numbers at the end: `Deploy, after 1 and 2`. */
const NUMBER = String.raw`#?\d+(?:\.\d+)*`
const AFTER_NUMBERS = new RegExp(
  String.raw`(?:^|[,\u2013\u2014-] )(?:after|once) (?<names>(?:(?:tasks?|steps?) )?${NUMBER}(?:\s*(?:,|and|&|-|to)\s*${NUMBER})*)(?: (?:is|are) (?:done|finished|complete))?$`,
  'i',
)
const NEEDS = /^(?:it )?(?:depends on|needs|requires|waits for)\s+(?<names>[^,;:()]+)$/i
const CODE = String.raw`(?<codes>\`[^\`]+\`(?:\s*(?:,|and|then|, and|and then)\s*\`[^\`]+\`)*)`
const OBJECT = '(?: (?:it|this|that|them|everything|your work|the work|the result|the change|the changes))?'
const RUN_TO_CHECK = new RegExp(
  `^(?:then |finally |please |you can )?run:? ${CODE} to (?:check|verify|test|prove|validate)${OBJECT}(?: (?:works|passes))?$`,
  'i',
)
const CHECK_WITH = new RegExp(
  `^(?:then |finally |please |you can )?(?:check|verify|test|prove|validate)${OBJECT} (?:with|by running) ${CODE}$`,
  'i',
)
/** Programs that run until they are ended, such as servers. They prove nothing. */
const ENDLESS = /(?:^|[\s:])(?:start|dev|serve|watch|up|preview)(?=$|\s)|--watch\b/

/** Finds dependencies and commands in prose. Each rule matches a whole sentence or its whole beginning, so other prose has no effect. */
export function saidInPassing(paragraph: string): readonly SaidInPassing[] {
  return sentencesOf(paragraph).flatMap((sentence): readonly SaidInPassing[] => {
    const wait = WORK_IS_DONE.exec(sentence) ?? AFTER_NUMBERS.exec(sentence) ?? NEEDS.exec(sentence)
    if (wait !== null) return [{ kind: 'after', text: wait.groups?.['names'] ?? '', words: wait[0].replace(/^[,\u2013\u2014-] |,$/g, '') }]
    const found = RUN_TO_CHECK.exec(sentence) ?? CHECK_WITH.exec(sentence)
    const codes = found?.groups?.['codes'] ?? ''
    return [...codes.matchAll(/`([^`]+)`/g)]
      .map(([, code = '']) => code.trim())
      .filter(code => isCommand(code) && !ENDLESS.test(code))
      .map(text => ({ kind: 'accept', text, words: found?.[0] ?? '' }))
  })
}

/** The text without the dependency at its beginning: `After storage is done, write docs` becomes `write docs`. */
export function withoutWait(title: string): string {
  const found = WORK_IS_DONE.exec(title)?.[0] ?? ''
  const rest = title.slice(found.length).trim()
  return found.endsWith(',') && rest !== '' ? rest : title
}

function sentencesOf(paragraph: string): readonly string[] {
  const sentences: string[] = []
  for (const part of paragraph.replace(/\s+/g, ' ').split(SENTENCE_END)) {
    const last = sentences.at(-1)
    // A dot inside code does not end the sentence.
    if (last !== undefined && last.length <= LONGEST_SENTENCE && last.split('`').length % 2 === 0)
      sentences.splice(-1, 1, `${last} ${part}`)
    else sentences.push(part)
  }
  return sentences
    .filter(sentence => sentence.length <= LONGEST_SENTENCE)
    .map(sentence =>
      sentence
        .replace(/^(?:(?:>|[-*+\u2013\u2014]|\d+[.)]|\[[ xX]\]|[*_]+)\s*)+/, '')
        .replace(/[\s.;!*_]+$/, '')
        .trim(),
    )
}
