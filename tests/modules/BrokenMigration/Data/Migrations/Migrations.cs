using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Fixtures.BrokenMigration;

[DbContext(typeof(BrokenDb))]
[Migration("20260102000000_broken")]
internal sealed class Broken : SqlMigration;

[DbContext(typeof(BrokenDb))]
[Migration("20260101000000_start")]
internal sealed class Start : SqlMigration;
