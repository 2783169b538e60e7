// Logs, telemetry that only Entra identities may send, and a workbook that shows them.

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

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Who may send telemetry.')
@minLength(1)
param senders identity[]

// Built-in role "Monitoring Metrics Publisher".
var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-${token}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for sender in senders: {
    name: guid(insights.id, sender.id, metricsPublisher)
    scope: insights
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
      principalId: sender.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspace.id, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Lectern'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: loadTextContent('workbook.json')
  }
}

@description('The workspace, for diagnostic settings and alerts.')
output workspaceId string = workspace.id

@description('The Application Insights component, for API Management\'s logger.')
output insightsId string = insights.id

@description('Where telemetry goes. No secret: local authentication is off, so that the key in it opens nothing.')
output insightsConnectionString string = insights.properties.ConnectionString
