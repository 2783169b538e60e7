// The identities of the function app, of the migrations and of API Management.

@description('Azure region.')
@minLength(1)
param location string

@description('What all names end in, so that they are unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Tags of every resource.')
param tags { *: string }

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-app-${token}'
  location: location
  tags: tags
}

resource migration 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-migration-${token}'
  location: location
  tags: tags
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-gateway-${token}'
  location: location
  tags: tags
}

@description('An identity, as others refer to it.')
@export()
type identity = {
  @description('Resource ID, to assign it to a resource.')
  id: string
  @description('Name.')
  name: string
  @description('Object ID, to give it rights.')
  principalId: string
  @description('Application ID, to request a token.')
  clientId: string
}

@description('The function app\'s identity: reads its package, sends telemetry, is the role lectern_app.')
output app identity = {
  id: app.id
  name: app.name
  principalId: app.properties.principalId
  clientId: app.properties.clientId
}

@description('The migrations\' identity: the role lectern_owner.')
output migration identity = {
  id: migration.id
  name: migration.name
  principalId: migration.properties.principalId
  clientId: migration.properties.clientId
}

@description('API Management\'s identity: calls the function app for paths that need no user, and sends telemetry.')
output gateway identity = {
  id: gateway.id
  name: gateway.name
  principalId: gateway.properties.principalId
  clientId: gateway.properties.clientId
}
