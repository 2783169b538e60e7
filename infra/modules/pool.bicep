// How many connections the application has at a server, and how many of them each instance.

@export()
@description('A size of the server, as in postgres-skus.json.')
type size = {
  @description('Compute tier.')
  tier: string
  @description('Cores.')
  vCores: int
  @description('The max_connections that Azure gives it.')
  maxConnections: int
}

@export()
@description('Whether the server has a PgBouncer: Azure has none on burstable servers.')
func isPooled(server size) bool => server.tier != 'Burstable'

@export()
@description('Clients that PgBouncer lets in (pgbouncer.max_client_conn), at most ten thousand with little overhead (PgBouncer in Azure Database for PostgreSQL). The application shares them out among its instances.')
func poolerClients() int => 5000

@export()
@description('Server connections of PgBouncer for the application (pgbouncer.default_pool_size): 25 a core, which for two cores is Azure\'s own default of 50.')
func poolerConnections(server size) int => server.vCores * 25

@description('Connections of a server that are left for the application. Azure keeps 15 for itself (Limits in Azure Database for PostgreSQL); 5 are for a migration, the doctor and an operator.')
func applicationConnections(server size) int => server.maxConnections - 20

@description('Connections that instances open at the server itself: all of them, or with PgBouncer what it leaves, one for each instance to listen.')
func directConnections(server size) int =>
  isPooled(server) ? applicationConnections(server) - poolerConnections(server) : applicationConnections(server)

@export()
@description('Instances at the most: no more than there are connections for, but Flex Consumption takes no limit below 40.')
func instanceLimit(server size, wanted int) int => min(wanted, max(40, directConnections(server)))

@export()
@description('Connections that one instance may hold, so that all instances together fit.')
func poolSize(server size, instances int) int =>
  max(1, (isPooled(server) ? poolerClients() : applicationConnections(server)) / instances)

@export()
@description('Connections of the application that the server sees when everything is in use: an alert above this number never fires.')
func usedConnections(server size, instances int) int =>
  isPooled(server)
    ? poolerConnections(server) + instances
    : min(applicationConnections(server), poolSize(server, instances) * instances)
