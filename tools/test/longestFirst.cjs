const { default: Sequencer } = require('@jest/test-sequencer')

/**
 * The browser's journeys first. A machine that runs the tests for the first time knows no durations and goes by file
 * size; a journey that begins last would then run alone while the other core has nothing left to do.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isJourney = ({ path }) => path.includes('/test/e2e/')
    const sorted = super.sort(tests)
    return [...sorted.filter(isJourney), ...sorted.filter((test) => !isJourney(test))]
  }
}
