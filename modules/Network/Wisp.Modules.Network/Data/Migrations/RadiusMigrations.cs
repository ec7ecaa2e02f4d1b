using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Data.Migrations;

[DbContext(typeof(NetworkDb))]
[Migration("20261129090000_sessions")]
internal sealed class Sessions : SqlMigration;
