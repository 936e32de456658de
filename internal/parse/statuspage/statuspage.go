// Package statuspage reads what an Atlassian Statuspage tells of incidents and
// of planned work, in any shape: the text of its pages, their HTML, the JSON
// of its API, the Atom and RSS of its history.
//
//  1. Each shape is taken apart into drafts: a title, an address, and posts,
//     each a status, a time and a body that knows where in the file it stands.
//  2. A post's status marks what it announces: the first post the detection,
//     "Identified" the cause, "Monitoring" the mitigation, "Resolved" the
//     announcement that it is over. None of them says when customers were
//     first harmed, or well again. Posts all of one minute were written
//     afterwards and mark the announcement alone.
//  3. The bodies, and the postmortem most of all, are read as prose.
//  4. Planned work becomes an incident.Work, with the window and the time at
//     which it was announced; what it really took is not said here.
//
// An incident has the id that its address ends in, whatever the shape, so that
// a feed, a page and the API tell of one incident.
package statuspage
