// The storage account of the function app's package. It accepts identities of Entra ID only: shared keys are off.

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

@description('Whether it is kept in three zones.')
param zoneRedundant bool

@description('Whether it is reached by a private endpoint only.')
param privateNetwork bool

@description('The function app\'s identity, which reads its package and keeps the host\'s leases here.')
param app identity

var containerName = 'deployment'
// Built-in role "Storage Blob Data Owner".
var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: 'st${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'None'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: containerName
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

resource appOwnsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, app.id, blobDataOwner)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataOwner)
    principalId: app.principalId
    principalType: 'ServicePrincipal'
  }
}

@description('The account, for its private endpoint.')
output id string = account.id

@description('Where its blobs are.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('The container of the function app\'s package.')
output packageContainer string = account::blobs::packages.name
