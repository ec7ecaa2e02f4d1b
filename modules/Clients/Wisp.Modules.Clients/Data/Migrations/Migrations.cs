using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Data.Migrations;

[DbContext(typeof(ClientsDb))]
[Migration("20261125100000_clients")]
internal sealed class ClientsTables : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261125110000_import")]
internal sealed class ImportTables : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261125121000_people")]
internal sealed class PeopleTables : SqlMigration;
