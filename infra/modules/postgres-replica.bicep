// A second server that follows the first, for reads that may lag. It signs in whom the first one does.

@description('Azure region.')
@minLength(1)
param location string

@description('Name of the server.')
@minLength(3)
@maxLength(63)
param name string

@description('Tags of every resource.')
param tags { *: string }

@description('The server that it follows.')
@minLength(1)
param sourceId string

@description('Compute size: that of the first one, which it may have to stand in for.')
@minLength(1)
param skuName string

@description('Compute tier. Burstable servers have no replicas.')
@allowed(['GeneralPurpose', 'MemoryOptimized'])
param tier string

@description('Whether it is reached from outside of a private network.')
@allowed(['Disabled', 'Enabled'])
param publicNetworkAccess string

@description('A setting of the server.')
type setting = {
  @description('Name of the parameter.')
  name: string
  @description('Its value, as text.')
  value: string
}

@description('Settings of the server, those of its own PgBouncer.')
param settings setting[]

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: skuName
    tier: tier
  }
  properties: {
    createMode: 'Replica'
    sourceServerResourceId: sourceId
    network: {
      publicNetworkAccess: publicNetworkAccess
    }
  }
}

@batchSize(1)
resource configurations 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = [
  for setting in settings: {
    parent: server
    name: setting.name
    properties: {
      value: setting.value
      source: 'user-override'
    }
  }
]

@description('The server, for its private endpoint.')
output id string = server.id

@description('Its name in DNS.')
output host string = server.properties.fullyQualifiedDomainName
