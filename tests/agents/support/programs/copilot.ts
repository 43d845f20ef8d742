import { dirname } from 'node:path'
import type { AgentProgram } from '../real-agent.ts'

export const copilot: AgentProgram = {
  name: 'copilot',
  package: '@github/copilot',
  version: '1.0.102',
  bin: 'npm-loader.js',
  patienceMs: 150_000,
  settle: (_home, modelUrl) => ({
    COPILOT_PROVIDER_BASE_URL: `${modelUrl}/v1`,
    COPILOT_PROVIDER_API_KEY: 'dummy',
    COPILOT_MODEL: 'gpt-4.1',
  }),
  run: command => ({ tool: 'bash', input: { command, description: 'a step' } }),
  // Copilot's own tool for new files does not create directories.
  write: (path, content) => ({
    tool: 'bash',
    input: { command: `mkdir -p ${dirname(path)} && printf %s '${content}' > ${path}`, description: 'a file' },
  }),
  ownWords: /^<current_datetime>.*?<\/current_datetime>\s*/,
}
