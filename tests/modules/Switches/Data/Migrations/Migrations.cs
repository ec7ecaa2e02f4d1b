using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Fixtures.Switches.Migrations;

[DbContext(typeof(SwitchesDb))]
[Migration("20260101000000_switches")]
internal sealed class Switches : SqlMigration;
