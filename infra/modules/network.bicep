// The private network: the function app, API Management and the pipeline's runner reach the private endpoints in it.

@description('Azure region.')
@minLength(1)
param location string

@description('What all names end in, so that they are unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags { *: string }

@description('Addresses of the network, a /16 to /22; each of its four subnets takes a /24.')
@minLength(9)
@maxLength(18)
param addressPrefix string

// App Service has one zone for sites and their deployment endpoints (…scm), PostgreSQL one for servers and replicas.
var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.postgres.database.azure.com'
  'privatelink.azurewebsites.net'
]

// API Management does not join a subnet that has none; its rules are the default ones.
resource gatewaySecurity 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-gateway-${token}'
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'snet-app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'snet-gateway'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
          networkSecurityGroup: {
            id: gatewaySecurity.id
          }
          delegations: [
            {
              name: 'api-management'
              properties: {
                serviceName: 'Microsoft.Web/serverFarms'
              }
            }
          ]
        }
      }
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 2)
        }
      }
      {
        name: 'snet-runners'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 3)
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'snet-app'
  }

  resource gateway 'subnets' existing = {
    name: 'snet-gateway'
  }

  resource endpoints 'subnets' existing = {
    name: 'snet-endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, index) in zoneNames: {
    parent: zones[index]
    name: network.name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

@description('The subnet that the function app\'s instances live in.')
output appSubnetId string = network::app.id

@description('The subnet that API Management calls from.')
output gatewaySubnetId string = network::gateway.id

@description('The subnet of the private endpoints.')
output endpointSubnetId string = network::endpoints.id

@description('The private DNS zone of blobs.')
output blobZoneId string = zones[0].id

@description('The private DNS zone of PostgreSQL servers.')
output postgresZoneId string = zones[1].id

@description('The private DNS zone of function apps.')
output sitesZoneId string = zones[2].id
