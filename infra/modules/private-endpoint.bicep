// A private address of one service, and its name in the network's DNS.

@description('Azure region.')
@minLength(1)
param location string

@description('Name of the endpoint.')
@minLength(5)
@maxLength(80)
param name string

@description('Tags of every resource.')
param tags { *: string }

@description('The subnet that the address is taken from.')
@minLength(1)
param subnetId string

@description('The service.')
@minLength(1)
param serviceId string

@description('The sub-resource of the service that the endpoint connects to.')
@allowed(['blob', 'postgresqlServer', 'sites'])
param groupId string

@description('The private DNS zone that answers for it.')
@minLength(1)
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: serviceId
          groupIds: [groupId]
        }
      }
    ]
  }
}

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: groupId
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}
