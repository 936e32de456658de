package past

// Config is a configuration that reads the files of a plan beside it.
const Config = `organisation: Lindgrove
zone: UTC
services:
  - id: api
    name: API
    components: [Search, Checkout]
    match: [{hosts: [api.lindgrove.test]}]
    minute: {min_requests: 1, down: ">= 25%", degraded: ">= 5%"}
policies:
  - {id: page, name: By status page, target: 99.9%, evidence: incidents, credits: [{below: 99.9%, credit: 10%}]}
customers:
  - {id: northwind, name: Northwind, contracts: [{policy: page, services: [api], fee: 1000 EUR}]}
sources:
  incidents: [{files: ["page-*.json", "postmortem-*.md"]}]
`
