using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Data.Migrations;

[DbContext(typeof(NetworkDb))]
[Migration("20261127210000_network")]
internal sealed class Network : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129120000_search")]
internal sealed class Search : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129121000_state_events")]
internal sealed class StateEvents : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129130000_outages")]
internal sealed class Outages : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261130091000_state_changes")]
internal sealed class StateChanges : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261201090000_contract_origin")]
internal sealed class ContractOrigin : SqlMigration;
