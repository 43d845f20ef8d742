/** Words of an agent that thinks its task is an attack, or that rejects it. */
const REFUSALS = [
  /\bprompt[- ]injection\b/i,
  /\b(?:i|we) (?:can ?not|can't|won't|will not|refuse to|decline to|am not able to|am unable to) (?:\w+ )?(?:follow|comply|do that|do this|carry out|assist|help with|accept|perform|execute)\b/i,
  /\b(?:instructions?|task|brief|message) (?:looks?|seems?|appears?)(?: to be)? (?:suspicious|malicious|untrusted|like an attack)\b/i,
]

/** Whether the text refuses the task. A question about a detail of the task is not a refusal. */
export function isRefusal(text: string): boolean {
  return REFUSALS.some(pattern => pattern.test(text))
}
