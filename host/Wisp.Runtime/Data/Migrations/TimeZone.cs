using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Data.Migrations;

[DbContext(typeof(HostDb))]
[Migration("20261129080000_time_zone")]
internal sealed class TimeZone : SqlMigration;
