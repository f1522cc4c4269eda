import type { ErrorReport } from '../../contract/batch'
import type { MetricName } from '../../contract/metrics'
import { METRICS } from '../../contract/metrics'
import { type Outcome, outcomeCode } from '../../contract/outcomes'
import { moveTo } from '../../miniprogram/sdk/area'
import { diagnosis } from '../../miniprogram/sdk/diagnosis'
import { everything } from '../../miniprogram/sdk/everything'
import type { Host } from '../../miniprogram/sdk/host'
import { startMonitor as startWith } from '../../miniprogram/sdk/monitor'
import { fakePhone } from './fakePhone'

/** The SDK with every instrument, spoken to by the contract's names. */
export function startMonitor(given: unknown, host: Host) {
  const monitor = startWith(given, host, everything)
  return {
    ...monitor,
    record: (metric: MetricName, label: string, outcome: Outcome, value?: number) =>
      monitor.record(METRICS[metric].id, label, outcomeCode(outcome), value),
    report: (kind: ErrorReport['kind'], message: unknown, stack: unknown) => monitor.report(kind, { message, stack }),
    setConsent: monitor.decide,
    setArea: (name: string) => moveTo(monitor, name),
    flush: () => monitor.sendNow(true),
    diagnose: () => diagnosis(monitor),
  }
}

export type Monitor = ReturnType<typeof startMonitor>

/** The SDK on a phone of its own. */
export const started = (extra = {}, options = {}) => {
  const phone = fakePhone(extra)
  return { phone, monitor: startMonitor({ store: 'wensan', ...options }, phone.host) }
}
