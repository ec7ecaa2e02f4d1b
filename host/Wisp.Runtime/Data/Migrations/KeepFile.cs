using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Data.Migrations;

[DbContext(typeof(HostDb))]
[Migration("20261201100000_keep_file")]
internal sealed class KeepFile : SqlMigration;
