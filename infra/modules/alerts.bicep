// The alerts, which Azure sends by e-mail.

@description('Azure region.')
@minLength(1)
param location string

@description('What all names end in, so that they are unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags { *: string }

@description('Address of the e-mails.')
@minLength(3)
@maxLength(254)
param email string

@description('The workspace that the queries read.')
@minLength(1)
param workspaceId string

@description('The database server.')
@minLength(1)
param databaseServerId string

@description('Connections of the application that the server sees when everything is in use.')
@minValue(1)
param databaseConnections int

// API Management also has the requests that no instance answered. Both can sample: ItemCount has the number of requests.
var requests = 'AppRequests | where AppRoleName == "lectern" or AppRoleName startswith "apim-"'
var answers = 'AppRequests | where AppRoleName == "lectern" and Name !endswith "/events"'
// An alert is sent if its query returns rows.
var queries = {
  'server-errors': {
    description: 'More than 5 % of the requests of the last five minutes ended in a server error.'
    severity: 1
    query: '${requests} | summarize total = sum(ItemCount), failed = sumif(ItemCount, toint(ResultCode) >= 500) | where total >= 20 and failed * 20 > total'
  }
  latency: {
    description: 'The 95th percentile of the durations of the last five minutes is above a second.'
    severity: 2
    query: '${answers} | summarize total = sum(ItemCount), p95 = percentile(DurationMs, 95) | where total >= 20 and p95 > 1000'
  }
  'failed-migration': {
    description: 'A migration has failed: docs/deployment.md says what to do.'
    severity: 1
    query: 'PGSQLServerLogs | where Message has "lectern migration failed"'
  }
}
var metrics = {
  connections: {
    description: 'More than 80 % of the connections that the application can open are in use.'
    metric: 'active_connections'
    threshold: databaseConnections * 4 / 5
  }
  storage: {
    description: 'More than 80 % of the database server\'s storage is in use; at 95 % the server becomes read-only.'
    metric: 'storage_percent'
    threshold: 80
  }
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'lectern'
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource queryAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in items(queries): {
    name: 'alert-${alert.key}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.key
      description: alert.value.description
      severity: alert.value.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      criteria: {
        allOf: [
          {
            query: alert.value.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      autoMitigate: true
      // The tables come with the first telemetry.
      skipQueryValidation: true
      actions: {
        actionGroups: [operators.id]
      }
    }
  }
]

resource metricAlerts 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in items(metrics): {
    name: 'alert-${alert.key}-${token}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.value.description
      severity: 2
      enabled: true
      scopes: [databaseServerId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.key
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
            metricName: alert.value.metric
            timeAggregation: 'Average'
            operator: 'GreaterThan'
            threshold: alert.value.threshold
          }
        ]
      }
      autoMitigate: true
      actions: [
        {
          actionGroupId: operators.id
        }
      ]
    }
  }
]

@description('The action group, for the budget.')
output actionGroupId string = operators.id
