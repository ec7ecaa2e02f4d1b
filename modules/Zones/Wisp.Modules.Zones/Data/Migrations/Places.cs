using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Data.Migrations;

[DbContext(typeof(ZonesDb))]
[Migration("20261125100000_places")]
internal sealed class Places : SqlMigration;

[DbContext(typeof(ZonesDb))]
[Migration("20261128100000_areas")]
internal sealed class Areas : SqlMigration;

[DbContext(typeof(ZonesDb))]
[Migration("20261129100000_import_jobs")]
internal sealed class ImportJobs : SqlMigration;

[DbContext(typeof(ZonesDb))]
[Migration("20261130090000_import_touched")]
internal sealed class ImportTouchedMigration : SqlMigration;
