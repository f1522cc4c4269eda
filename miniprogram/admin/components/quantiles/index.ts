import type { Quantiles } from '../../model/quantiles'

/** How long the fast and the slow ones take, on one line, today beside an earlier day. */
Component({
  properties: {
    chart: {
      type: Object,
      value: { points: [], before: [], now: '', earlier: '', spoken: '' } as unknown as Quantiles,
    },
  },
})
