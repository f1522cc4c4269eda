// The floor of an invocation: a process that runs the same handler for each message, and nothing else.
'use strict'

const { main } = require(process.argv[2])

process.on('message', async (event) => process.send({ result: await main(event, {}) }))
process.on('disconnect', () => process.exit(0))
process.send('ready')
