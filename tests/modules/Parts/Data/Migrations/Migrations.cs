using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Migrations;

[DbContext(typeof(PartsDb))]
[Migration("20260101000000_parts")]
internal sealed class Parts : SqlMigration;
