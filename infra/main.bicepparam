// What azd and `az deployment sub create` take: LECTERN_PROFILE names a file of profiles/, and what belongs to one
// environment alone comes from `azd env set` or the shell.

using './main.bicep'

var profiles = {
  dev: loadJsonContent('profiles/dev.parameters.json', 'parameters')
  prod: loadJsonContent('profiles/prod.parameters.json', 'parameters')
}
var profile = profiles[readEnvironmentVariable('LECTERN_PROFILE', 'dev')]
var nobody = '00000000-0000-0000-0000-000000000000'
// Empty after azd down.
var registration = readEnvironmentVariable('API_CLIENT_ID', '')
// The hook preprovision finds an address; one that is set comes first.
var foundAddress = readEnvironmentVariable('DEPLOYER_IP_ADDRESS_FOUND', '')
var setAddress = readEnvironmentVariable('DEPLOYER_IP_ADDRESS', '')

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param principalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', nobody)
param principalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param apiClientId = empty(registration) ? nobody : registration
param allowedClientIds = split(
  readEnvironmentVariable('ALLOWED_CLIENT_IDS', '04b07795-8ddb-461a-bbee-02f9e1bf7b46'),
  ','
)
param corsOrigins = split(readEnvironmentVariable('CORS_ORIGINS', 'http://localhost:5173'), ',')
param operatorEmail = readEnvironmentVariable('OPERATOR_EMAIL', 'operator@example.org')
param deployerIpAddress = empty(setAddress) ? foundAddress : setAddress
param budgetStartDate = readEnvironmentVariable('BUDGET_START_DATE', '')
param networkAddressPrefix = readEnvironmentVariable('NETWORK_ADDRESS_PREFIX', '10.20.0.0/22')
param otlpEndpoint = readEnvironmentVariable('OTLP_ENDPOINT', '')
param postgresVersion = readEnvironmentVariable('POSTGRES_VERSION', '18')

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
