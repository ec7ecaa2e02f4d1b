using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Data.Migrations;

[DbContext(typeof(HostDb))]
[Migration("20261125090200_second_factor_step")]
internal sealed class SecondFactorStep : SqlMigration;
