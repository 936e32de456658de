package accesslog

// Revision counts the changes of this package after which a line may count as
// something else than it did: logs that were read by an older one are read
// again. 2: request lines and vhosts by alternatives. 3: programs beside nginx
// and Apache, prefixes, times without year, lines that are about no request.
const Revision = 3
