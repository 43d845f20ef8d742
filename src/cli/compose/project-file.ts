import { watchFiles } from '../../adapters/watch-files.ts'
import type { AlertsPort } from '../../core/model/alert.ts'
import { CzarError } from '../../core/model/errors.ts'
import type { Project } from '../../core/model/project.ts'
import type { ProjectFilePort } from '../../core/ports/project-file-port.ts'
import type { CliIo } from '../io.ts'
import type { Launch } from '../launch/prepare-launch.ts'
import { configPaths } from '../project/config-paths.ts'
import { digestOfFile, digestOfProject } from '../project/digest.ts'
import { buildAlerts } from './build-alerts.ts'
import { buildGit } from './build-git.ts'

interface FileParts {
  readonly env: CliIo['env']
  readonly countDashboards: (() => number) | undefined
  /** Called with the launch of the project that czar goes on with, and with its alert channels. */
  readonly onAdopt: (launch: Launch, alerts: AlertsPort) => void
}

/** Reads the project file of a running czar again. The code that reads YAML is loaded only then, because a launch does not need it. */
export function createProjectFile(launch: Launch, { env, countDashboards, onAdopt }: FileParts): ProjectFilePort {
  const { place } = launch
  /** The project that czar runs. Its workers keep their agents. */
  let before = launch.project
  /** The addresses of the alert channels in the file that was read last. They contain secrets, so they stay in this process. */
  let last: Pick<Launch, 'project' | 'alertChannels' | 'places' | 'fileDigest'> | null = null
  return {
    async read() {
      const { file } = launch.project
      const { loadProjectFile } = await import('../../config/load-project.ts')
      const { chooseForReload } = await import('../history/choose-for-launch.ts')
      const fileDigest = digestOfFile(file)
      try {
        const read = await loadProjectFile(file, configPaths(env))
        const project = await chooseForReload(read.project, place, { env, before })
        last = { ...read, project, fileDigest }
        // The hash is about the file alone, because another process may choose other agents for new workers.
        return { kind: 'read', project, digest: digestOfProject(read.project) }
      } catch (error) {
        if (!(error instanceof CzarError)) throw error
        return { kind: 'faulty', message: error.message, details: error.details, hint: error.hint ?? null }
      }
    },
    async adopt(project: Project) {
      const { checkMachine } = await import('../project/check-machine.ts')
      if (last?.project !== project) throw new CzarError('refused', 'the file was read again in the meantime', { hint: 'czar reload' })
      await checkMachine(project, place, { env })
      await buildGit(project, place, env).inspect()
      const adopted = { ...launch, ...last, unread: null }
      before = project
      onAdopt(adopted, buildAlerts(last.alertChannels, place, env, countDashboards))
    },
    watch: watchFiles,
  }
}
