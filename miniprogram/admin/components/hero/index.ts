import type { Figure } from '../../model/figures'
import type { Head } from '../../model/head'

/** The first thing on a page: how it is in one sentence, and the two numbers that show it. A chart goes in the slot. */
Component({
  properties: {
    head: { type: Object, value: { icon: 'none', word: '', when: '', title: '', sentence: '' } as Head },
    figures: { type: Array, value: [] as Figure[] },
    /** stands below a notice */
    below: { type: Boolean, value: false },
    demo: { type: Boolean, value: false },
  },
})
