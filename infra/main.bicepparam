// The parameters for azd and `az deployment sub create`: LECTERN_PROFILE names a file of profiles/, and the values of one
// environment come from `azd env set` or the shell. An empty variable counts as not set: GitHub gives a workflow an empty
// text for a variable that does not exist, and azd down leaves API_CLIENT_ID empty.

using './main.bicep'

import { valueOr } from 'modules/values.bicep'

var profiles = {
  dev: loadJsonContent('profiles/dev.parameters.json', 'parameters')
  prod: loadJsonContent('profiles/prod.parameters.json', 'parameters')
}
var profile = profiles[valueOr(readEnvironmentVariable('LECTERN_PROFILE', ''), 'dev')]
var nobody = '00000000-0000-0000-0000-000000000000'
// The hook preprovision finds an address; one that is set comes first.
var foundAddress = readEnvironmentVariable('DEPLOYER_IP_ADDRESS_FOUND', '')

param environmentName = valueOr(readEnvironmentVariable('AZURE_ENV_NAME', ''), 'dev')
param location = valueOr(readEnvironmentVariable('AZURE_LOCATION', ''), 'westeurope')
param principalId = valueOr(readEnvironmentVariable('AZURE_PRINCIPAL_ID', ''), nobody)
param principalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param apiClientId = valueOr(readEnvironmentVariable('API_CLIENT_ID', ''), nobody)
param allowedClientIds = split(
  valueOr(readEnvironmentVariable('ALLOWED_CLIENT_IDS', ''), '04b07795-8ddb-461a-bbee-02f9e1bf7b46'),
  ','
)
param corsOrigins = split(valueOr(readEnvironmentVariable('CORS_ORIGINS', ''), 'http://localhost:5173'), ',')
param operatorEmail = valueOr(readEnvironmentVariable('OPERATOR_EMAIL', ''), 'operator@example.org')
param deployerIpAddress = valueOr(readEnvironmentVariable('DEPLOYER_IP_ADDRESS', ''), foundAddress)
param budgetStartDate = readEnvironmentVariable('BUDGET_START_DATE', '')
param networkAddressPrefix = valueOr(readEnvironmentVariable('NETWORK_ADDRESS_PREFIX', ''), '10.20.0.0/22')
param otlpEndpoint = readEnvironmentVariable('OTLP_ENDPOINT', '')
param postgresVersion = any(valueOr(readEnvironmentVariable('POSTGRES_VERSION', ''), '18'))

param monthlyBudget = profile.monthlyBudget.value
param privateNetwork = profile.privateNetwork.value
param zoneRedundant = profile.zoneRedundant.value
param postgresSku = profile.postgresSku.value
param postgresStorageSizeGB = profile.postgresStorageSizeGB.value
param postgresHighAvailability = profile.postgresHighAvailability.value
param postgresReadReplica = profile.postgresReadReplica.value
param postgresBackupRetentionDays = profile.postgresBackupRetentionDays.value
param postgresGeoRedundantBackup = profile.postgresGeoRedundantBackup.value
param instanceMemoryMB = profile.instanceMemoryMB.value
param maximumInstanceCount = profile.maximumInstanceCount.value
param alwaysReadyInstances = profile.alwaysReadyInstances.value
param httpConcurrency = profile.httpConcurrency.value
param apiManagementSku = profile.apiManagementSku.value
param apiManagementCapacity = profile.apiManagementCapacity.value
param rateLimitPerMinute = profile.rateLimitPerMinute.value
param logRetentionDays = profile.logRetentionDays.value
