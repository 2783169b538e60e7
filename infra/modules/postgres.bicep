// The database server. It accepts identities of Entra ID only. Its parts wait for each other: Azure takes one change at a
// time.

import * as pool from 'pool.bicep'

@description('Azure region.')
@minLength(1)
param location string

@description('What all names end in, so that they are unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags { *: string }

@description('Major version of PostgreSQL.')
@allowed(['17', '18'])
param version string

@description('Compute size: a key of postgres-skus.json.')
@minLength(1)
param skuName string

@description('Storage in GiB; it grows by itself and never shrinks.')
@minValue(32)
@maxValue(32767)
param storageSizeGB int

@description('Where the standby is kept.')
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param highAvailability string

@description('Whether a replica takes the reads that may lag.')
param readReplica bool

@description('How far back the server can be restored, in days.')
@minValue(7)
@maxValue(35)
param backupRetentionDays int

@description('Whether backups are kept in the paired region too.')
param geoRedundantBackup bool

@description('Whether it is reached by a private endpoint only.')
param privateNetwork bool

@description('An address outside of Azure that may connect; empty: none. Counts without a private network only.')
@maxLength(15)
param deployerIpAddress string

@description('Object ID of the Entra administrator, who makes the roles.')
@minLength(36)
@maxLength(36)
param administratorId string

@description('Role of the Entra administrator in the server.')
@minLength(1)
@maxLength(63)
param administratorName string

@description('What the Entra administrator is.')
@allowed(['Group', 'ServicePrincipal', 'User'])
param administratorType string

@description('Where logs and metrics go.')
@minLength(1)
param workspaceId string

var databaseName = 'lectern'
var sku = loadJsonContent('postgres-skus.json')[skuName]
var isPooled = pool.isPooled(sku)
var port = isPooled ? 6432 : 5432
var pooled = isPooled ? '&pgbouncer=true' : ''
// The extensions that migrations create: Azure refuses others.
var extensions = [
  { name: 'azure.extensions', value: 'BTREE_GIST,PG_TRGM' }
]
var pooler = [
  { name: 'pgbouncer.enabled', value: 'true' }
  { name: 'pgbouncer.max_client_conn', value: string(pool.poolerClients()) }
  { name: 'metrics.pgbouncer_diagnostics', value: 'on' }
  { name: 'pgbouncer.default_pool_size', value: string(pool.poolerConnections(sku)) }
]
var allSettings = concat(extensions, isPooled ? pooler : [])
var isDeployerLetIn = !privateNetwork && !empty(deployerIpAddress)
var publicNetworkAccess = privateNetwork ? 'Disabled' : 'Enabled'
var serverHost = server.properties.fullyQualifiedDomainName
var primaryHost = '${serverHost}:${port}'
var hosts = readReplica ? '${primaryHost},${replica!.outputs.host}:${port}' : primaryHost

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-${token}'
  location: location
  tags: tags
  sku: {
    name: skuName
    tier: sku.tier
  }
  properties: {
    version: version
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: storageSizeGB
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupRetentionDays
      geoRedundantBackup: geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: {
      mode: highAvailability
    }
    network: {
      publicNetworkAccess: publicNetworkAccess
    }
  }
}

resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: administratorId
  properties: {
    principalName: administratorName
    principalType: administratorType
    tenantId: tenant().tenantId
  }
}

// After the administrator: made before there is one, it belongs to Azure's own superuser, and nobody can be granted
// anything in it. postprovision gives it to lectern_owner.
resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: databaseName
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
  dependsOn: [administrator]
}

@batchSize(1)
resource settings 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = [
  for setting in allSettings: {
    parent: server
    name: setting.name
    properties: {
      value: setting.value
      source: 'user-override'
    }
    dependsOn: [database]
  }
]

// This range stands for Azure's services. They still need a token of Entra ID.
resource azureServices 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = if (!privateNetwork) {
  parent: server
  name: 'azure-services'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
  dependsOn: [settings]
}

resource deployer 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = if (isDeployerLetIn) {
  parent: server
  name: 'deployer'
  properties: {
    startIpAddress: deployerIpAddress
    endIpAddress: deployerIpAddress
  }
  dependsOn: [azureServices]
}

module replica 'postgres-replica.bicep' = if (readReplica) {
  params: {
    location: location
    name: 'psql-replica-${token}'
    tags: tags
    sourceId: server.id
    skuName: skuName
    tier: sku.tier
    publicNetworkAccess: publicNetworkAccess
    settings: pooler
  }
  dependsOn: [
    deployer
    settings
  ]
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: server
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'PostgreSQLLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('The server, for its private endpoint and its alerts.')
output id string = server.id

@description('The read replica; empty where there is none.')
output replicaId string = readReplica ? replica!.outputs.id : ''

@description('The server\'s name in DNS; PostgreSQL itself answers at port 5432.')
output host string = serverHost

@description('The application\'s database.')
output databaseName string = database.name

@description('What the application connects to: through PgBouncer where there is one, with the replica as a second host.')
output applicationUrl string = 'postgresql://lectern_app@${hosts}/${databaseName}?sslmode=verify-full${pooled}'

@description('Where an instance listens: with PgBouncer, the server itself; empty: a connection of its pool.')
output listenUrl string = isPooled
  ? 'postgresql://lectern_app@${serverHost}:5432/${databaseName}?sslmode=verify-full'
  : ''

@description('Statements that a connection may keep prepared: none through PgBouncer, whose max_prepared_statements is 0.')
output autoPrepare int = isPooled ? 0 : 100
