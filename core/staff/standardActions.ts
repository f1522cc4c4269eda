import { refuse } from '../../contract/answer'
import { APIS_MOST } from '../../contract/pages/settings'
import type { StaffHandler } from './adminContext'
import { changeSettings } from './changeSettings'

type StandardAction = 'api' | 'objective' | 'usage'

const HOUR_MS = 3_600_000

/** What the numbers are held against, and who counts what the cloud uses. */
export const standardActions: { [A in StandardAction]: StaffHandler<A> } = {
  api: {
    roles: ['owner', 'developer'],
    subject: ({ label }) => label,
    run: ({ label, name, targetMs }, { ports }) =>
      changeSettings(ports, ({ apis = [], ...rest }) => {
        const others = apis.filter((one) => one.label !== label)
        if (others.length >= APIS_MOST)
          return refuse('too_large', `label: ${APIS_MOST} APIs have settings already, take one back first`, 'label')
        const own = { label, ...(name === null ? {} : { name }), ...(targetMs === null ? {} : { targetMs }) }
        return { ...rest, apis: name === null && targetMs === null ? others : [...others, own] }
      }),
  },
  objective: {
    roles: ['owner'],
    subject: ({ objective }) => String(objective?.availability ?? ''),
    run: ({ objective }, { ports }) =>
      changeSettings(ports, ({ objective: _, ...rest }) => ({ ...rest, ...(objective && { objective }) })),
  },
  usage: {
    roles: ['owner'],
    subject: ({ key }) => key?.envId ?? '',
    run: async ({ key }, { ports, now }) => {
      const source = key && { kind: 'cloudbase' as const, ...key }
      // a key that reads nothing would only be noticed when the page stays empty
      if (source !== null && (await ports.meter.read(source, now - HOUR_MS, now)) === null)
        return refuse(
          'bad_request',
          'key: the monitoring API did not answer to it: look whether the sub-account may read CloudBase, and the envId',
          'key',
        )
      return changeSettings(ports, ({ usage: _, ...rest }) => ({ ...rest, ...(source && { usage: source }) }))
    },
  },
}
