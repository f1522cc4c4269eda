/** The shape of a short history as tiny columns. Its words stand beside it. */
Component({
  properties: {
    /** heights, 0…1 */
    heights: { type: Array, value: [] as number[] },
  },
})
