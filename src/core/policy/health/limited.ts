import type { HealthRule } from './scene.ts'

/** What the agent may not use, or has used up. */
export const limited: HealthRule = () => null
