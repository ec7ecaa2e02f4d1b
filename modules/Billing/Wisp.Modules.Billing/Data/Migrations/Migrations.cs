using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Data.Migrations;

[DbContext(typeof(BillingDb))]
[Migration("20261130100000_parameters")]
internal sealed class Parameters : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130101000_invoices")]
internal sealed class Invoices : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130102000_accounts")]
internal sealed class Accounts : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130103000_kinds")]
internal sealed class Kinds : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130110000_gateways")]
internal sealed class Gateways : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130105000_extras")]
internal sealed class Extras : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130120000_statements")]
internal sealed class Statements : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130130000_notices")]
internal sealed class Notices : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130131000_series_days")]
internal sealed class SeriesDays : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130140000_fiscal")]
internal sealed class Fiscal : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261130150000_references")]
internal sealed class References : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261201100000_run_lanes")]
internal sealed class RunLanes : SqlMigration;

[DbContext(typeof(BillingDb))]
[Migration("20261201101000_invoices_by_key")]
internal sealed class InvoicesByKey : SqlMigration;
