/** The oldest Node that everything here runs on; package.json names the same in `engines`. */
export const oldestNode = '20.19.0'

/**
 * What is wrong with a version of Node, as a sentence with the remedy; undefined when it is new enough.
 * @param {string} version such as `20.19.3`
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return `Node ${version} is too old: Kandian needs Node ${oldestNode} or newer. Install it from https://nodejs.org and run this command again.`
}
