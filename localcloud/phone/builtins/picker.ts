import { notInShell } from '../runtime/loud'
import { askColumns } from '../runtime/ui/columnSheet'
import { builtin, elementOf } from './builtin'
import { dateColumns, multiColumns, type PickerColumns, selectorColumns, timeColumns } from './pickerColumns'

interface PickerProperties {
  mode: string
  disabled: boolean
  headerText: string
  range: unknown[]
  rangeKey: string
  value: unknown
  start: string
  end: string
  fields: string
}

const COLUMNS: Record<string, (properties: PickerProperties) => PickerColumns> = {
  selector: selectorColumns,
  multiSelector: multiColumns,
  time: timeColumns,
  date: dateColumns,
}

export const picker = builtin<PickerProperties>({
  properties: {
    mode: { type: String, value: 'selector' },
    disabled: Boolean,
    headerText: String,
    range: { type: Array, value: [] },
    rangeKey: String,
    value: { type: null, value: 0 },
    start: String,
    end: String,
    fields: { type: String, value: 'day' },
    name: String,
    level: String,
    customItem: String,
  },
  lifetimes: {
    created() {
      elementOf(this).addEventListener('click', () => {
        if (this.data.disabled) return
        const make = COLUMNS[this.data.mode]
        if (!make) return notInShell(`<picker mode="${this.data.mode}">`)
        const { columns, chosen, toValue } = make(this.data)
        void askColumns({
          title: this.data.headerText,
          columns,
          chosen,
          onColumn: (column, value) => this.triggerEvent('columnchange', { column, value }),
        }).then((answer) => {
          if (!answer) return this.triggerEvent('cancel', {})
          const value = toValue(answer)
          this.setData({ value })
          this.triggerEvent('change', { value })
        })
      })
    },
  },
})
