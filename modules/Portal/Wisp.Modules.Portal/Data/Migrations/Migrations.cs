using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Data.Migrations;

[DbContext(typeof(PortalDb))]
[Migration("20261130200000_access")]
internal sealed class Access : SqlMigration;

[DbContext(typeof(PortalDb))]
[Migration("20261130210000_devices")]
internal sealed class Devices : SqlMigration;

[DbContext(typeof(PortalDb))]
[Migration("20261130211000_notices")]
internal sealed class Notices : SqlMigration;

[DbContext(typeof(PortalDb))]
[Migration("20261130220000_self_care")]
internal sealed class SelfCare : SqlMigration;

[DbContext(typeof(PortalDb))]
[Migration("20261201110000_lookers_and_devices")]
internal sealed class LookersAndDevices : SqlMigration;
