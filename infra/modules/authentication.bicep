// App Service authentication ("EasyAuth"): the function app refuses requests without a token for this API from one of
// the clients named here. It writes the caller to X-MS-CLIENT-PRINCIPAL, which the application trusts.

@description('Name of the function app.')
@minLength(2)
@maxLength(60)
param siteName string

@description('Application ID of the API in Entra ID: what a token must be for.')
@minLength(36)
@maxLength(36)
param apiClientId string

@description('Application IDs of those who may ask for one: the clients, and API Management for who has not signed in.')
@minLength(1)
param allowedApplications string[]

resource site 'Microsoft.Web/sites@2025-03-01' existing = {
  name: siteName
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: apiClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            apiClientId
            'api://${apiClientId}'
          ]
          defaultAuthorizationPolicy: {
            allowedApplications: allowedApplications
          }
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}
