package statuspage

// Revision counts the changes of this package and of prose after which a file
// may say something else than it did: files that were read by an older one are
// read again.
const Revision = 1
