const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

const told = (error) => ({ errCode: error.errCode, errMsg: error.errMsg })

/** What the conformance suite asks of a function: one word each. */
const deeds = {
  echo: ({ value }) => value,
  nothing: () => undefined,
  date: () => new Date(86400000),
  fail: ({ why }) => {
    throw new Error(why)
  },
  who: () => cloud.getWXContext(),
  ask: ({ data }) => cloud.callFunction({ name: 'conformance', data }).then(({ result }) => result),
  count: ({ collection }) =>
    cloud
      .database()
      .collection(collection)
      .count()
      .then(({ total }) => total),
  undeclared: () => cloud.openapi.wxacode.get({ path: 'pages/index/index' }).catch(told),
}

exports.main = async (event) => deeds[event.deed](event)
