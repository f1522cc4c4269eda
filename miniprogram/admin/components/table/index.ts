import type { TableColumn, TableRow } from '../../model/table'

/** Names at the left, numbers at the right. A row that leads somewhere is a button. */
Component({
  properties: {
    /** over the names, e.g. 最有问题的在上 */
    heading: { type: String, value: '' },
    columns: { type: Array, value: [] as TableColumn[] },
    rows: { type: Array, value: [] as TableRow[] },
  },
  methods: {
    open(event: WechatMiniprogram.TouchEvent) {
      const { key, opens } = event.currentTarget.dataset as { key: string; opens: boolean }
      if (opens) this.triggerEvent('open', { key })
    },
  },
})
