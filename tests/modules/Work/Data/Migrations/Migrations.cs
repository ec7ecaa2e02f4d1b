using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Fixtures.Work.Migrations;

[DbContext(typeof(WorkDb))]
[Migration("20260101000000_work")]
internal sealed class Work : SqlMigration;
