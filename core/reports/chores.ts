/**
 * Work for the slow timer: `through` is the time until which something may be left to do. It saves the timer reading
 * collections that hold nothing.
 */
export const choresHeartbeat = 'chores'
