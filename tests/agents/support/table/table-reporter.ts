import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { isCurrent, realAgents } from '../programs/all.ts'
import { putIntoPage } from './in-page.ts'
import { renderTable } from './render-table.ts'
import { type Result, type Results, readResults, writeResults } from './results.ts'

/**
 * Stores the result of each test, and writes the table in docs/agents.md from all stored results. A test that did not run keeps its older
 * result and date. A run with the newest versions stores nothing, but prints the tests whose results differ from those of the pinned
 * versions.
 */
export function tableReporter(root: string): Reporter {
  return {
    onTestRunEnd(modules) {
      const results = readResults()
      const today = new Date().toISOString().slice(0, 10)
      if (isCurrent) {
        for (const line of modules.flatMap(module => differences(results, module))) console.log(line)
        return
      }
      for (const module of modules) keep(results, module, today)
      for (const files of Object.values(results)) {
        for (const file of Object.keys(files)) if (!existsSync(join(root, file))) delete files[file]
      }
      writeResults(results)
      putIntoPage(renderTable(results))
    },
  }
}

function differences(results: Results, module: TestModule): readonly string[] {
  const agent = realAgents.find(({ name }) => name === module.project.name)
  if (agent === undefined) return []
  return [...module.children.allTests()].flatMap(test => {
    const now = told(test, agent.version, '')
    const before = results[agent.name]?.[module.relativeModuleId]?.[test.name]
    if (now === null || now.hasPassed === before?.hasPassed) return []
    const was = before === undefined ? 'was never told' : `${before.hasPassed ? 'passed' : 'failed'} with ${before.version}`
    return [`differs: ${agent.title} ${agent.version} ${now.hasPassed ? 'passes' : 'fails'}, ${was}: ${test.name}`]
  })
}

function keep(results: Results, module: TestModule, today: string): void {
  const agent = realAgents.find(({ name }) => name === module.project.name)
  if (agent === undefined) return
  const files = results[agent.name] ?? {}
  results[agent.name] = files
  const before = files[module.relativeModuleId] ?? {}
  // The results of tests that are no longer in the file are dropped.
  const stories: Record<string, Result> = {}
  for (const test of module.children.allTests()) {
    const result = told(test, agent.version, today) ?? before[test.name]
    if (result !== undefined) stories[test.name] = result
  }
  if (Object.keys(stories).length > 0) files[module.relativeModuleId] = stories
}

/** The result of a test. It is null if the test proves nothing about an agent program, or was skipped. */
function told(test: TestCase, version: string, date: string): Result | null {
  const { proves, saw = {} } = test.meta()
  const { state } = test.result()
  if (proves === undefined || (state !== 'passed' && state !== 'failed')) return null
  return { proves: [...proves], hasPassed: state === 'passed', version, date, saw }
}
