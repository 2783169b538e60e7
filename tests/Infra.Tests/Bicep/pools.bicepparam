using none

import * as pool from 'modules/pool.bicep'

// Worked out by the compiler in a copy of infra/: what every server gives to instances that are asked for.
param shares = flatten(map(
  items(loadJsonContent('modules/postgres-skus.json')),
  server =>
    map([40, 41, 100, 333, 999, 1000], wanted => {
      sku: server.key
      wanted: wanted
      instances: pool.instanceLimit(server.value, wanted)
      poolSize: pool.poolSize(server.value, pool.instanceLimit(server.value, wanted))
      usedConnections: pool.usedConnections(server.value, pool.instanceLimit(server.value, wanted))
    })
))
