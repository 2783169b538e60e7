// For main.bicepparam.

@export()
@description('A value; the other one if it is empty.')
func valueOr(value string, otherwise string) string => empty(value) ? otherwise : value
