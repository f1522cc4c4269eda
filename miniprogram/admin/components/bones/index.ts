/** The first time only: grey shapes where the page will be; after three seconds a word that it is slow. */
Component({
  properties: {
    slow: { type: Boolean, value: false },
  },
  data: { rows: [0, 1, 2, 3, 4] },
})
