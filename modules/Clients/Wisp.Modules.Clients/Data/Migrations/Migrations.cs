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
[Migration("20261126090000_search")]
internal sealed class SearchTables : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261126091000_renaming")]
internal sealed class RenamingTable : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261126092000_people")]
internal sealed class PeopleTables : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261126093000_blanks_last")]
internal sealed class BlanksLast : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261127100000_bulk")]
internal sealed class BulkTables : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261127110000_import_whole")]
internal sealed class ImportWhole : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261127120000_export")]
internal sealed class ExportTable : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261127190000_bulk_end")]
internal sealed class BulkEnd : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261128100000_places_by_point")]
internal sealed class PlacesByPoint : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261128110000_map")]
internal sealed class MapTables : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261129120000_search_view")]
internal sealed class SearchView : SqlMigration;

[DbContext(typeof(ClientsDb))]
[Migration("20261130090000_collectors")]
internal sealed class CollectorsView : SqlMigration;
