export { createCommandDriver as createClaudeDriver } from '../command/driver.ts'
