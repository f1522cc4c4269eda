import { type Answer, ok, refuse } from '../../contract/answer'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'

type Saved = { saved: true }

/** Changes the settings by compare-and-set. */
export const changeSettings = (
  ports: Pick<Ports, 'directory'>,
  change: (settings: SettingsDocument) => SettingsDocument,
): Promise<Answer<Saved>> =>
  retryConflict(async () => {
    const settings = await ports.directory.settings()
    if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
    const changed = { ...change(settings), version: settings.version + 1 }
    return (await ports.directory.writeSettings(changed, settings.version)) ? ok({ saved: true }) : CONFLICT
  })

/** Changes a colleague's document. Only for people of the caller's own shops, and nobody touches somebody above them. */
export const changeStaff = async (
  ports: Pick<Ports, 'directory'>,
  caller: StaffDocument,
  staff: string,
  change: (person: StaffDocument) => StaffDocument,
): Promise<Answer<Saved>> => {
  const person = await ports.directory.readStaff(staff)
  const isColleague = person && !person.removed && person.stores.some((store) => caller.stores.includes(store))
  if (!isColleague) return refuse('not_found', 'nobody in your shops is called that', 'staff')
  if (person.role === 'owner' && caller.role !== 'owner')
    return refuse('forbidden', 'only an owner may do that', 'staff')
  await ports.directory.writeStaff(change(person))
  return ok({ saved: true })
}
