/** The names of the message templates. Each is a file `<name>.md` in the folder prompts/. */
export const TEMPLATE_NAMES = [
  'brief',
  'opening-primary',
  'opening-bonus',
  'opening-again',
  'opening-rewritten',
  'rework',
  'nudge',
  'restate',
  'handoff',
  'unblock',
  'go_on',
  'withdraw',
  'notice',
  'tell',
  'letter',
  'review',
  'review_nudge',
] as const
export type TemplateName = (typeof TEMPLATE_NAMES)[number]

export interface PromptTexts {
  readonly templates: Readonly<Record<TemplateName, string>>
  /** The texts of the files prompts/roles/<name>.md, by name. */
  readonly roles: Readonly<Record<string, string>>
}
