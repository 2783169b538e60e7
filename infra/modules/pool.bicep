// How many connections each instance may hold: whole numbers only, so that a test can work them out.

@export()
@description('Connections of a server that are left for the application. Azure keeps 15 for itself (Limits in Azure Database for PostgreSQL); 5 are for a migration, the doctor and an operator.')
func applicationConnections(maxConnections int) int => maxConnections - 20

@export()
@description('Instances at the most: no more than there are connections for, but Flex Consumption takes no limit below 40.')
func instanceLimit(wanted int, connections int) int => min(wanted, max(40, connections))

@export()
@description('Connections that one instance may hold, so that all instances together fit.')
func poolSize(connections int, instances int) int => max(1, connections / instances)

@export()
@description('Clients that PgBouncer lets in (pgbouncer.max_client_conn), at most ten thousand with little overhead (PgBouncer in Azure Database for PostgreSQL). The application shares them out among its instances.')
func poolerClients() int => 5000

@export()
@description('Server connections of PgBouncer for the application (pgbouncer.default_pool_size): 25 a core, which for two cores is Azure\'s own default of 50, and never more than there are.')
func poolerConnections(connections int, vCores int) int => min(connections, vCores * 25)
