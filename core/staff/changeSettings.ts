import { type Answer, ok, refuse } from '../../contract/answer'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'

type Saved = { saved: true }
export type Refusal = ReturnType<typeof refuse>

/**
 * Changes the settings as they are now, by compare-and-set: what two people change at once is both kept.
 * @param change may refuse, by what it is given
 */
export const changeSettings = (
  ports: Pick<Ports, 'directory'>,
  change: (settings: SettingsDocument) => SettingsDocument | Refusal,
): Promise<Answer<Saved>> =>
  retryConflict(async () => {
    const settings = await ports.directory.settings()
    if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
    const changed = change(settings)
    if ('ok' in changed) return changed
    const next = { ...changed, version: settings.version + 1 }
    return (await ports.directory.writeSettings(next, settings.version)) ? ok({ saved: true }) : CONFLICT
  })

type ListName = 'mitigations' | 'probes' | 'exportTokens'
type ListOf<N extends ListName> = NonNullable<SettingsDocument[N]>

/** Changes one list of the settings as it is now: two people, or two quick taps, take back nothing of each other's. */
export const changeList = <N extends ListName>(
  ports: Pick<Ports, 'directory'>,
  name: N,
  change: (list: ListOf<N>) => ListOf<N> | Refusal,
): Promise<Answer<Saved>> =>
  changeSettings(ports, (settings) => {
    const changed = change(settings[name] ?? ([] as unknown as ListOf<N>))
    return 'ok' in changed ? changed : { ...settings, [name]: changed }
  })

/** Changes a colleague's document. Only for people of the caller's own shops, and nobody touches somebody above them. */
export const changeColleague = async (
  ports: Pick<Ports, 'directory'>,
  caller: StaffDocument,
  staff: string,
  change: (person: StaffDocument) => Partial<StaffDocument>,
): Promise<Answer<Saved>> => {
  const person = await ports.directory.readStaff(staff)
  const isColleague = person && !person.removed && person.stores.some((store) => caller.stores.includes(store))
  if (!isColleague) return refuse('not_found', 'nobody in your shops is called that', 'staff')
  if (person.role === 'owner' && caller.role !== 'owner')
    return refuse('forbidden', 'only an owner may do that', 'staff')
  await ports.directory.changeStaff(staff, change(person))
  return ok({ saved: true })
}
