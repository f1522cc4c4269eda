// Elsewhere than in Tencent's cloud its SDK asks a name server where it is, at every call, and leaves the question open:
// without a network that outlives the tests. So does its warning of a slow call, for those that fail.
process.env.TENCENTCLOUD = 'true'
process.env.SILENCE = 'true'
