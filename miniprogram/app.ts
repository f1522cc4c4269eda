import { init } from './sdk/index'

// First line of the app: what comes before it is not measured.
init({ store: 'wensan' })

App({
  onLaunch() {
    wx.cloud.init({ traceUser: true })
  },
})
