// The function app on Flex Consumption. Its identity opens everything that it needs.

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

@description('Whether its instances are spread over three zones; that takes two of them always ready.')
param zoneRedundant bool

@description('The app\'s identity.')
param app identity

@description('The subnet of its instances; empty: none, then it can be called from anywhere in Azure.')
param subnetId string

@description('Where the storage account\'s blobs are.')
@minLength(1)
param blobEndpoint string

@description('The container of its package.')
@minLength(3)
@maxLength(63)
param packageContainer string

@description('Where telemetry goes.')
@minLength(1)
param insightsConnectionString string

@description('Memory of an instance, in MiB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances at the most.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that wait for HTTP requests and are paid for while they do.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('Requests that an instance answers at the same time, open event streams among them.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('Settings of Lectern.')
param settings { *: string }

var isPrivate = !empty(subnetId)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'asp-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${token}'
  location: location
  // By this tag azd finds where to deploy the service.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${app.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: isPrivate ? subnetId : null
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: app.id
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      // API Management without a network of its own calls from some address of Azure's, and its tokens say who it is.
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: [
        {
          name: 'azure'
          action: 'Allow'
          priority: 100
          tag: 'ServiceTag'
          ipAddress: 'AzureCloud'
        }
      ]
      // A deployment comes from a laptop too.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, {
      AZURE_CLIENT_ID: app.clientId
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: app.clientId
      AzureWebJobsStorage__blobServiceUri: blobEndpoint
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${app.clientId};Authorization=AAD'
    })
  }

  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource noDeploymentPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

@description('The function app, for its private endpoint.')
output id string = site.id

@description('Its name.')
output name string = site.name

@description('Its name in DNS.')
output host string = site.properties.defaultHostName
