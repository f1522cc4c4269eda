/** One of the five lights: quiet on one line while all is well, two lines when it is not. */
Component({
  properties: {
    light: { type: Object, value: { level: 'none', name: '', word: '', sentence: '', loud: false } },
    first: { type: Boolean, value: false },
  },
})
