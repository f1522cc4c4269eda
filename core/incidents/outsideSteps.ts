import { MONITOR_AREA } from '../alerting/gap'
import { ROBOT, WEBHOOK } from '../channels/receivers'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import { stepOf } from './escalation'
import type { Receiver } from './lease'
import { deliveryKey } from './onCall'
import { isBroken, isDoubted, isOverLimit } from './settle'

/** Set up, and not told of the incident's present severity yet. */
const isRobotFree = (incident: IncidentDocument, { channels }: SettingsDocument): boolean =>
  Boolean(channels?.robot) && incident.deliveries[deliveryKey(incident, ROBOT.staff)] === undefined

const isWebhookFree = (incident: IncidentDocument, { channels }: SettingsDocument): boolean =>
  Boolean(channels?.webhook) && incident.deliveries[deliveryKey(incident, WEBHOOK.staff)] === undefined

/** Messages do not get through, and the group, if there is one, was not told: a run that died here leaves it to the next. */
export const mayNeedRobot = (incident: IncidentDocument): boolean =>
  incident.status === 'open' &&
  incident.deliveries[deliveryKey(incident, ROBOT.staff)] === undefined &&
  (isBroken(incident) || isDoubted(incident) || isOverLimit(incident))

/** Messages do not get through, or it is the monitoring itself: the group is told without waiting for its step. */
export const isRobotUrgent = (incident: IncidentDocument, settings: SettingsDocument): boolean =>
  isRobotFree(incident, settings) &&
  (isBroken(incident) || isDoubted(incident) || isOverLimit(incident) || incident.area === MONITOR_AREA)

/** What the incident's step calls for beside people; null: nothing that is there and was not told. */
export const outsideOfStep = (incident: IncidentDocument, settings: SettingsDocument): Receiver | null => {
  const who = stepOf(incident)?.who
  if (who === 'robot' && isRobotFree(incident, settings)) return ROBOT
  return who === 'owner' && isWebhookFree(incident, settings) ? WEBHOOK : null
}

/** Nobody can be reached by message: what else there is, the group first; a webhook only for critical ones. */
export const outsideInstead = (incident: IncidentDocument, settings: SettingsDocument): Receiver | null => {
  if (isRobotFree(incident, settings)) return ROBOT
  return incident.severity === 'crit' && isWebhookFree(incident, settings) ? WEBHOOK : null
}
