/** The words by which czar recognises the parts of a person's plan. */

/** Titles of parts that describe the plan or one task. Such a part is not a task itself. */
const NO_TASK =
  /^(?:overview|summary|background|context|(?:non-?)?goals?(?: and non-?goals?)?|objectives?|motivation|intro(?:duction)?|notes?|remarks?|risks?(?: and .+)?|(?:open )?questions?|references?|links|glossary|appendix|(?:out of |in )?scope|assumptions?|decisions?|timeline|schedule|constraints?|rules|conventions?|(?:definition of )?done|done when|(?:high[- ]level )?architecture|(?:technical )?design|tech(?:nology)? stack|stack|success criteria|test(?:ing)?(?: strategy| plan)|current state|problem(?: statement)?|approach|requirements?|dependenc(?:y|ies)|depends on|prerequisites?|blocked by|after|acceptance(?: criteria| commands?| tests?)?|accept|verif(?:y|ication)|gates?|checks?|owns|owned (?:files|paths)|territor(?:y|ies)|(?:affected |touched )?(?:files|paths)(?: to change)?|description|details|steps|sub-?tasks|changes|why|what|how|status|changelog|table of contents|contents|path conventions?|execution order|implementation strategy|parallel (?:examples?|execution)|validation checklist)$|^(?:format|legend|notes?|background|overview|context)\b\s*:/i

/** Titles of parts whose lists hold the tasks. */
const HOLDS_TASKS =
  /^(?:the )?(?:(?:implementation |work |action |remaining |open )?(?:tasks?|to-?dos?|items|plan|steps|milestones?|phases?|backlog|roadmap|work|stories|issues|deliverables|breakdown|packages|order of work))(?: list)?$/i

/** Titles of parts that are a phase of the work. Their lists hold tasks, unless a text says that the part is one task. */
const STRETCH = /^(?:phase|milestone|sprint|stage|wave|week|day|iteration|track|epic|release|version)s?\b/i

/**
 * Matches a heading or a list item that is marked as one task: `Task 3: …`, `2. …`, `1.2 …`, `T004 …`. A whole number must have a mark
 * behind it, because a title may begin with a number.
 */
const NUMBERED =
  /^(?:(?:task|step|item|story|issue|feature|ticket|part|work ?package|wp|phase|milestone)\s*[-#]?\s*)?(?:(?<number>\d+(?:\.\d+)*|[A-Z]{1,3}-?\d+)\s*(?:[.):\u2013\u2014-]+\s+|$)|(?<bare>\d+(?:\.\d+)+|T\d+|[A-Z]{1,3}-?\d{2,})\s+)/i

export function isNoTask(title: string): boolean {
  return NO_TASK.test(bare(title)) || NO_TASK.test(title.trim())
}

export function holdsTasks(title: string): boolean {
  return HOLDS_TASKS.test(bare(title))
}

export function isStretch(title: string): boolean {
  return STRETCH.test(trimmed(title))
}

/** Splits the number from a title: `Task 3: Models` becomes number 3 and the title `Models`. */
export function numberOf(title: string): { readonly number: string | null; readonly rest: string } {
  const found = NUMBERED.exec(title)
  if (found === null) return { number: null, rest: title }
  const rest = title.slice(found[0].length).trim()
  return { number: found.groups?.['number'] ?? found.groups?.['bare'] ?? null, rest: rest === '' ? title : rest }
}

/** A title without its number, emoji and punctuation at the ends. */
function bare(title: string): string {
  return trimmed(numberOf(title.trim()).rest)
}

function trimmed(title: string): string {
  return title.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}
