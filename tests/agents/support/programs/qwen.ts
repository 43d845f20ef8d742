import type { AgentProgram } from '../real-agent.ts'

export const qwen: AgentProgram = {
  name: 'qwen',
  package: '@qwen-code/qwen-code',
  version: '0.24.4',
  bin: 'cli-entry.js',
  patienceMs: 150_000,
  settle: (_home, modelUrl) => ({ OPENAI_BASE_URL: `${modelUrl}/v1`, OPENAI_API_KEY: 'dummy', OPENAI_MODEL: 'qwen3-coder-plus' }),
  run: command => ({ tool: 'run_shell_command', input: { command, description: 'a step', is_background: false } }),
  write: (path, content) => ({ tool: 'write_file', input: { file_path: path, content } }),
  // The list of skills that the program adds by itself.
  ownWords: /^(?:<system-reminder>[\s\S]*?<\/system-reminder>\s*)+/,
}
