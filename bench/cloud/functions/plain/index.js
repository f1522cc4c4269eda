exports.main = async (event) => ({ n: event.n })
