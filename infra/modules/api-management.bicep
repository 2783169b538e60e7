// API Management, with the API from its OpenAPI document: checks tokens, limits callers and forwards requests.

import { identity } from 'identity.bicep'

@description('Azure region.')
@minLength(1)
param location string

@description('What all names end in, so that they are unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags { *: string }

@description('Tier. Only StandardV2 joins a network.')
@allowed(['Consumption', 'BasicV2', 'StandardV2'])
param skuName string

@description('Scale units; Consumption has none.')
@minValue(0)
@maxValue(10)
param capacity int

@description('Address for Azure\'s notices about the service.')
@minLength(3)
@maxLength(100)
param publisherEmail string

@description('The identity that it calls with.')
param gateway identity

@description('The subnet that it calls from; empty: none.')
param subnetId string

@description('Name of the function app in DNS.')
@minLength(1)
param backendHost string

@description('Application ID of the API in Entra ID: what a token must be for.')
@minLength(36)
@maxLength(36)
param apiClientId string

@description('Application IDs of the clients whose users may call.')
@minLength(1)
param allowedClientIds string[]

@description('Web origins whose pages may call.')
@minLength(1)
param corsOrigins string[]

@description('Requests that each caller may send in a minute.')
@minValue(1)
@maxValue(100000)
param rateLimitPerMinute int

@description('The Application Insights component.')
@minLength(1)
param insightsId string

@description('Where telemetry goes.')
@minLength(1)
param insightsConnectionString string

var isConsumption = skuName == 'Consumption'
var policy = replace(
  replace(
    loadTextContent('../api/policies/api.xml'),
    '<origin>cors-origins</origin>',
    join(map(corsOrigins, origin => '<origin>${origin}</origin>'), '')
  ),
  '<application-id>allowed-client-ids</application-id>',
  join(map(allowedClientIds, id => '<application-id>${id}</application-id>'), '')
)
var values = {
  'tenant-id': tenant().tenantId
  'api-client-id': apiClientId
  'api-audience': 'api://${apiClientId}'
  'gateway-client-id': gateway.clientId
  'rate-limit-per-minute': string(rateLimitPerMinute)
}

resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-${token}'
  location: location
  tags: tags
  sku: {
    name: skuName
    capacity: isConsumption ? 0 : capacity
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${gateway.id}': {}
    }
  }
  properties: {
    publisherEmail: publisherEmail
    publisherName: 'Lectern'
    virtualNetworkType: empty(subnetId) ? 'None' : 'External'
    virtualNetworkConfiguration: empty(subnetId)
      ? null
      : {
          subnetResourceId: subnetId
        }
  }
}

resource namedValues 'Microsoft.ApiManagement/service/namedValues@2024-05-01' = [
  for value in items(values): {
    parent: service
    name: value.key
    properties: {
      displayName: value.key
      value: value.value
    }
  }
]

resource servicePolicy 'Microsoft.ApiManagement/service/policies@2024-05-01' = if (!isConsumption) {
  parent: service
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: loadTextContent('../api/policies/service.xml')
  }
  dependsOn: [namedValues]
}

resource api 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: service
  name: 'lectern'
  properties: {
    displayName: 'Lectern'
    path: 'api'
    protocols: ['https']
    serviceUrl: 'https://${backendHost}/api'
    subscriptionRequired: false
    format: 'openapi+json'
    // A text of this size is more than loadTextContent takes (131,072 characters).
    value: string(loadJsonContent('../api/openapi-3.0.json'))
    translateRequiredQueryParameters: 'query'
  }
}

// Every path with GET also has HEAD, which the document does not list; API Management forwards listed operations only.
resource head 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = {
  parent: api
  name: 'head'
  properties: {
    displayName: 'The headers of a GET'
    method: 'HEAD'
    urlTemplate: '/*'
  }
}

resource apiPolicy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: api
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: policy
  }
  dependsOn: [namedValues, servicePolicy]
}

resource logger 'Microsoft.ApiManagement/service/loggers@2024-05-01' = {
  parent: service
  name: 'application-insights'
  properties: {
    loggerType: 'applicationInsights'
    resourceId: insightsId
    credentials: {
      connectionString: insightsConnectionString
      identityClientId: gateway.clientId
    }
  }
}

resource diagnostics 'Microsoft.ApiManagement/service/apis/diagnostics@2024-05-01' = {
  parent: api
  name: 'applicationinsights'
  properties: {
    loggerId: logger.id
    alwaysLog: 'allErrors'
    httpCorrelationProtocol: 'W3C'
    sampling: {
      samplingType: 'fixed'
      percentage: 10
    }
  }
}

@description('The address of the API for callers.')
output url string = '${service.properties.gatewayUrl}/${api.properties.path}'
