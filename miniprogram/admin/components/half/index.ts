/** Below it the engineer's half of a page begins: names of APIs, percentiles, stacks. */
Component({})
