import { join } from 'node:path'
import type { LoadOptions } from '../../config/load-project.ts'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import { stateDir } from './state-dir.ts'

/** The directories of the built-in agent profiles, roles and workflows, and of clones of repositories that are given as a URL. */
export function configPaths(env: CliIo['env']): LoadOptions {
  return {
    profilesDir: join(packageRoot, 'config', 'agents'),
    rolesDir: join(packageRoot, 'prompts', 'roles'),
    workflowsDir: join(packageRoot, 'config', 'workflows'),
    cloneDir: join(stateDir(env), '.clones'),
  }
}
