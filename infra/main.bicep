// All of Lectern in one resource group. The profiles in profiles/ have the sizes; docs/deployment.md describes the rest.

targetScope = 'subscription'

import * as pool from 'modules/pool.bicep'

@description('Name of the environment. Each environment has its own resources.')
@minLength(1)
@maxLength(64)
param environmentName string = 'dev'

@description('Azure region of all resources.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string = deployment().location

@description('Object ID in Entra ID of whoever deploys: an administrator of the database.')
@minLength(36)
@maxLength(36)
param principalId string = deployer().objectId

@description('Type of the principal that deploys.')
@allowed(['Group', 'ServicePrincipal', 'User'])
param principalType string = 'User'

@description('Application ID of the API\'s registration in Entra ID. No application has the default: with it, every call is refused.')
@minLength(36)
@maxLength(36)
param apiClientId string = '00000000-0000-0000-0000-000000000000'

@description('Application IDs of the clients whose users may call. The default is the Azure CLI.')
@minLength(1)
@maxLength(20)
param allowedClientIds string[] = ['04b07795-8ddb-461a-bbee-02f9e1bf7b46']

@description('Web origins whose pages may call.')
@minLength(1)
@maxLength(20)
param corsOrigins string[] = ['http://localhost:5173']

@description('Address for alerts, for the budget and for notices of API Management.')
@minLength(3)
@maxLength(100)
param operatorEmail string = 'operator@example.org'

@description('Monthly budget, in the currency of the bill.')
@minValue(1)
@maxValue(1000000)
param monthlyBudget int = 100

@description('First day of the budget, YYYY-MM-01; empty: of this month. Azure does not allow a change, so azd keeps it in its environment.')
@maxLength(10)
param budgetStartDate string = ''

@description('Month of the deployment. Do not set it: only the default of a parameter can read the time.')
@minLength(10)
@maxLength(10)
param thisMonth string = utcNow('yyyy-MM-01')

@description('Whether the database, the storage account and the function app have private endpoints only. Needs API Management StandardV2.')
param privateNetwork bool = false

@description('Address range of the private network, a /16 to /22.')
@minLength(9)
@maxLength(18)
param networkAddressPrefix string = '10.20.0.0/22'

@description('Address outside of Azure that may connect to the database; empty: none. Not used in a private network.')
@maxLength(15)
param deployerIpAddress string = ''

@description('Whether the function app and the storage account are spread over the zones of the region.')
param zoneRedundant bool = false

@description('Major version of PostgreSQL.')
@allowed(['17', '18'])
param postgresVersion string = '18'

@description('Size of the database server. Burstable servers have no PgBouncer, no standby and no replica.')
@allowed([
  'Standard_B1ms'
  'Standard_B2s'
  'Standard_B2ms'
  'Standard_B4ms'
  'Standard_B8ms'
  'Standard_B12ms'
  'Standard_B16ms'
  'Standard_B20ms'
  'Standard_D2ds_v5'
  'Standard_D4ds_v5'
  'Standard_D8ds_v5'
  'Standard_D16ds_v5'
  'Standard_D32ds_v5'
  'Standard_D48ds_v5'
  'Standard_D64ds_v5'
  'Standard_D96ds_v5'
  'Standard_E2ds_v5'
  'Standard_E4ds_v5'
  'Standard_E8ds_v5'
  'Standard_E16ds_v5'
  'Standard_E20ds_v5'
  'Standard_E32ds_v5'
  'Standard_E48ds_v5'
  'Standard_E64ds_v5'
  'Standard_E96ds_v5'
])
param postgresSku string = 'Standard_B2s'

@description('Storage of the database server in GiB. It grows automatically and never shrinks.')
@allowed([32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384])
param postgresStorageSizeGB int = 32

@description('Where the standby of the database server runs.')
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param postgresHighAvailability string = 'Disabled'

@description('Whether a replica serves the reads that may lag.')
param postgresReadReplica bool = false

@description('How many days backups are kept.')
@minValue(7)
@maxValue(35)
param postgresBackupRetentionDays int = 7

@description('Whether backups are also kept in the paired region. Cannot be changed later.')
param postgresGeoRedundantBackup bool = false

@description('Memory of an instance of the function app, in MiB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Maximum number of instances of the function app. It is lower if the database has too few connections.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that always run and are always paid for. With zoneRedundant, at least two.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Requests that an instance answers at the same time, with its open event streams. If there are more, Azure starts another instance.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 40

@description('Tier of API Management. Only StandardV2 joins a network. Consumption has no limit for each caller and ends each request after 30 s.')
@allowed(['Consumption', 'BasicV2', 'StandardV2'])
param apiManagementSku string = 'Consumption'

@description('Scale units of API Management. Not used with Consumption.')
@minValue(1)
@maxValue(10)
param apiManagementCapacity int = 1

@description('Requests that each caller may send in a minute. Not used with Consumption.')
@minValue(1)
@maxValue(100000)
param rateLimitPerMinute int = 600

@description('OTLP endpoint of a collector that needs no authentication; empty: none.')
@maxLength(2000)
param otlpEndpoint string = ''

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

var token = uniqueString(subscription().id, environmentName, location)
var tags = {
  'azd-env-name': environmentName
}
// Each administrator has a role of its own, because a laptop and a pipeline may both deploy.
var administratorName = 'lectern_admin_${take(principalId, 8)}'
var isConsumption = apiManagementSku == 'Consumption'
var postgresSize = loadJsonContent('modules/postgres-skus.json')[postgresSku]
var instances = pool.instanceLimit(postgresSize, maximumInstanceCount)
var poolSize = pool.poolSize(postgresSize, instances)
var budgetStart = empty(budgetStartDate) ? thisMonth : budgetStartDate

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    retentionDays: logRetentionDays
    senders: [identity.outputs.app, identity.outputs.gateway]
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    app: identity.outputs.app
  }
}

module postgres 'modules/postgres.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    version: postgresVersion
    skuName: postgresSku
    storageSizeGB: postgresStorageSizeGB
    highAvailability: postgresHighAvailability
    readReplica: postgresReadReplica
    backupRetentionDays: postgresBackupRetentionDays
    geoRedundantBackup: postgresGeoRedundantBackup
    privateNetwork: privateNetwork
    deployerIpAddress: deployerIpAddress
    administratorId: principalId
    administratorName: administratorName
    administratorType: principalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module functionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    zoneRedundant: zoneRedundant
    app: identity.outputs.app
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    blobEndpoint: storage.outputs.blobEndpoint
    packageContainer: storage.outputs.packageContainer
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: instances
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    settings: {
      AUTHENTICATION: 'platform'
      // The name of the service in modules/api-management.bicep, which is created later. A custom domain goes first.
      GATEWAY_HOSTS: 'apim-${token}.azure-api.net'
      DATABASE_URL: postgres.outputs.applicationUrl
      DATABASE_LISTEN_URL: postgres.outputs.listenUrl
      DATABASE_AUTH: 'entra'
      DATABASE_POOL_SIZE: string(poolSize)
      DATABASE_MAX_INSTANCES: string(instances)
      DATABASE_AUTO_PREPARE: string(postgres.outputs.autoPrepare)
      DATABASE_CONNECT_TIMEOUT_SECONDS: '5'
      DATABASE_STATEMENT_TIMEOUT_MS: '8000'
      DATABASE_COMMAND_TIMEOUT_SECONDS: '9'
      EVENTS_HEARTBEAT_SECONDS: '15'
      // API Management Consumption ends every request after 30 s; a client resumes where it was.
      EVENTS_LIFE_SECONDS: isConsumption ? '25' : '200'
      STREAM_WRITE_SECONDS: '10'
      EVENTS_CHECK_SECONDS: '1'
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
    }
  }
}

module authentication 'modules/authentication.bicep' = {
  scope: group
  params: {
    siteName: functionApp.outputs.name
    apiClientId: apiClientId
    allowedApplications: concat(allowedClientIds, [identity.outputs.gateway.clientId])
  }
}

module blobEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    name: 'pep-blob-${token}'
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    serviceId: storage.outputs.id
    groupId: 'blob'
    zoneId: network!.outputs.blobZoneId
  }
}

module postgresEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    name: 'pep-psql-${token}'
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    serviceId: postgres.outputs.id
    groupId: 'postgresqlServer'
    zoneId: network!.outputs.postgresZoneId
  }
}

module replicaEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork && postgresReadReplica) {
  scope: group
  params: {
    location: location
    name: 'pep-psql-replica-${token}'
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    serviceId: postgres.outputs.replicaId
    groupId: 'postgresqlServer'
    zoneId: network!.outputs.postgresZoneId
  }
}

module functionAppEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    location: location
    name: 'pep-func-${token}'
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    serviceId: functionApp.outputs.id
    groupId: 'sites'
    zoneId: network!.outputs.sitesZoneId
  }
}

module apiManagement 'modules/api-management.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    skuName: apiManagementSku
    capacity: apiManagementCapacity
    publisherEmail: operatorEmail
    gateway: identity.outputs.gateway
    subnetId: privateNetwork ? network!.outputs.gatewaySubnetId : ''
    backendHost: functionApp.outputs.host
    apiClientId: apiClientId
    allowedClientIds: allowedClientIds
    corsOrigins: corsOrigins
    rateLimitPerMinute: rateLimitPerMinute
    insightsId: monitoring.outputs.insightsId
    insightsConnectionString: monitoring.outputs.insightsConnectionString
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    email: operatorEmail
    workspaceId: monitoring.outputs.workspaceId
    databaseServerId: postgres.outputs.id
    databaseConnections: pool.usedConnections(postgresSize, instances)
  }
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: {
    token: token
    monthlyAmount: monthlyBudget
    startDate: budgetStart
    actionGroupId: alerts.outputs.actionGroupId
  }
}

// What azd keeps in its environment, for the hooks and for the next deployment.

@description('Azure region.')
output AZURE_LOCATION string = location

@description('Tenant in Entra ID.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The database server in DNS.')
output DATABASE_SERVER_HOST string = postgres.outputs.host

@description('The application\'s database.')
output DATABASE_NAME string = postgres.outputs.databaseName

@description('The role of whoever deploys.')
output DATABASE_ADMINISTRATOR string = administratorName

@description('Connections of each instance.')
output DATABASE_POOL_SIZE int = poolSize

@description('Instances at the most.')
output DATABASE_MAX_INSTANCES int = instances

@description('Name of the function app\'s identity.')
output APP_IDENTITY_NAME string = identity.outputs.app.name

@description('Object ID of the function app\'s identity: becomes the role lectern_app.')
output APP_IDENTITY_PRINCIPAL_ID string = identity.outputs.app.principalId

@description('Name of the migrations\' identity.')
output MIGRATION_IDENTITY_NAME string = identity.outputs.migration.name

@description('Object ID of the migrations\' identity: becomes the role lectern_owner.')
output MIGRATION_IDENTITY_PRINCIPAL_ID string = identity.outputs.migration.principalId

@description('Application ID of the migrations\' identity, to sign in with.')
output MIGRATION_IDENTITY_CLIENT_ID string = identity.outputs.migration.clientId

@description('The API at the function app, where only API Management calls.')
output API_BASE_URL string = 'https://${functionApp.outputs.host}/api'

@description('The API for its callers.')
output API_GATEWAY_URL string = apiManagement.outputs.url

@description('What a token must be for; its scope is this and /.default.')
output API_AUDIENCE string = 'api://${apiClientId}'

@description('Where telemetry goes. No secret: local authentication is off.')
output APPLICATIONINSIGHTS_CONNECTION_STRING string = monitoring.outputs.insightsConnectionString

@description('First day of the budget, so that the next deployment leaves it as it is.')
output BUDGET_START_DATE string = budgetStart
