package accesslog

// Revision counts the changes of this package after which a line may count as
// something else than it did: logs that were read by an older one are read
// again.
const Revision = 2
