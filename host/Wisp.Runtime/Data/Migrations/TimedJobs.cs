using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Data.Migrations;

[DbContext(typeof(HostDb))]
[Migration("20261128080100_timed_jobs")]
internal sealed class TimedJobs : SqlMigration;
