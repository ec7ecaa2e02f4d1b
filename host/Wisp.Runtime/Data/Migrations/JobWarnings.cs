using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Data.Migrations;

[DbContext(typeof(HostDb))]
[Migration("20261125200000_job_warnings")]
internal sealed class JobWarnings : SqlMigration;
