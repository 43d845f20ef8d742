import { z } from 'zod'
import { attentionView, countsView, fleetUsageView } from './status.ts'

/**
 * The project's state in one word. gone: no czar runs although the fleet is not finished. silent: a czar runs but does not answer, or has
 * another version whose answers this program does not understand.
 */
export const PROJECT_STATES = ['starting', 'supervising', 'stopping', 'finished', 'stopped', 'gone', 'silent'] as const
export type ProjectCzar = (typeof PROJECT_STATES)[number]

/** One row of the list of projects, as `czar projects --json` prints it. What is not known of the project is left out. */
export const projectRowSchema = z.object({
  /** The id of the project on this machine: its name, or `HOST:NAME` for another machine. */
  id: z.string(),
  project: z.string(),
  /** The machine on which the project is, or null for this machine. */
  host: z.string().nullable(),
  directory: z.string(),
  /** The path of its czar's API socket, on the machine on which the project is. */
  socket: z.string(),
  /** Whether a czar of this project answers. */
  alive: z.boolean(),
  /** Why the project, or its czar, cannot be asked. Null: it can. */
  problem: z.string().nullable(),
  /** What needs a person, in words. */
  needs: z.array(z.string()),
  state: z.enum(PROJECT_STATES).optional(),
  started_at: z.string().optional(),
  updated_at: z.string().optional(),
  /** When the czar was last known to be alive. */
  heartbeat_at: z.string().optional(),
  /** How many workers the fleet has. */
  workers: z.number().optional(),
  counts: countsView.nullish(),
  usage: fleetUsageView.optional(),
  attention: z.array(attentionView).optional(),
})

export type ProjectRow = z.infer<typeof projectRowSchema>

/** Another machine whose projects are shown, and why they cannot be listed. */
export const hostRowSchema = z.object({ host: z.string(), problem: z.string().nullable() })

export type HostRow = z.infer<typeof hostRowSchema>

/** The output of `czar projects --json`. */
export const projectListSchema = z.object({
  version: z.literal(1),
  /** The version of the czar that printed the list. */
  czar: z.string(),
  projects: z.array(projectRowSchema),
  hosts: z.array(hostRowSchema),
})

export type ProjectList = z.infer<typeof projectListSchema>

/** Whether any of these projects or machines needs a person. */
export function needPerson({ projects, hosts }: Pick<ProjectList, 'projects' | 'hosts'>): boolean {
  return projects.some(({ needs }) => needs.length > 0) || hosts.some(({ problem }) => problem !== null)
}
