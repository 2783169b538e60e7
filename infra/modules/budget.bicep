// The budget: it sends e-mail, and stops nothing.

@description('What all names end in, so that they are unique.')
@minLength(13)
@maxLength(13)
param token string

@description('What a month may cost, in the currency of the bill.')
@minValue(1)
@maxValue(1000000)
param monthlyAmount int

@description('The first day that counts, YYYY-MM-01; it cannot be changed afterwards.')
@minLength(10)
@maxLength(10)
param startDate string

@description('The action group that sends the e-mail.')
@minLength(1)
param actionGroupId string

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'budget-${token}'
  properties: {
    category: 'Cost'
    amount: monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [actionGroupId]
      }
      forecast: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [actionGroupId]
      }
    }
  }
}
