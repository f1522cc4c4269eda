import type { FunnelStep } from '../../model/funnel'

/** How many come from step to step, and which share of those before. */
Component({
  properties: {
    steps: { type: Array, value: [] as FunnelStep[] },
  },
})
